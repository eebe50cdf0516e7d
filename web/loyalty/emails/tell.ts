/** What wakes the emails: each event becomes a message in the outbox, if the merchant has switched its kind on. */
import { z } from 'zod';
import { DAY, MINUTE } from '../../platform/kit/clock.ts';
import type { CustomerId, ShopId } from '../../platform/kit/ids.ts';
import type { BatchHandler, JobHandler, Services, Work } from '../../platform/manifest.ts';
import { queueMessage } from '../../platform/messages/outbox.ts';
import { type Credit, creditsSince } from '../points/index.ts';
import { programmeVersions } from '../programme/index.ts';
import type { EmailKind } from '../programme/settings.ts';
import { type EarnedPayload, toldSources } from './points-earned.ts';
import { switchedOnSince } from './switched-on.ts';

/** Past orders that are awarded, or told late, are no news. */
const NEWS_FOR = 3 * DAY;
/** An order's bonuses come right behind it, and some orders are cancelled at once. */
const WAIT_FOR_MORE = 5 * MINUTE;

/** `points.changed`: the key is the customer. */
export const tellEarned: BatchHandler<Work> = {
  async batch(services, shopId, items) {
    const { db, clock } = services;
    const onSince = await sinceWhen(services, shopId, 'points_earned');
    if (onSince === null) return;
    const customerIds = [...new Set(items.map(({ key }) => key as CustomerId))];
    const since = Math.max(onSince, clock.now() - NEWS_FOR);
    const credits = await creditsSince(db.read, shopId, customerIds, { booked: since, occurred: since });
    const told = credits.flatMap((credit) => earned(credit) ?? []);
    if (told.length === 0) return;
    await db.transaction(async (tx) => {
      for (const { key, payload, customerId } of told) {
        const dueAt = clock.now() + WAIT_FOR_MORE;
        await queueMessage(services, tx, shopId, { key, kind: 'points_earned', customerId, payload, dueAt });
      }
    });
  },
};

/** Null for what is told otherwise. */
function earned({
  customerId,
  of,
  source,
}: Credit): { key: string; customerId: CustomerId; payload: EarnedPayload } | null {
  if (source !== null && !toldSources.includes(source)) return null;
  if ('orderId' in of) return { key: `points_earned/order/${of.orderId}`, customerId, payload: of };
  return source === null ? null : { key: `points_earned/${of.cause}`, customerId, payload: { ...of, source } };
}

const lapsing = z.tuple([z.string().regex(/^\d+$/), z.string()]);

/** `points.expiring`: the key is the customer and the store's day after which they lapse, `8812/2026-05-31`. */
export const tellExpiring: JobHandler = async (services, { shopId, key }) => {
  if ((await sinceWhen(services, shopId, 'points_expiring')) === null) return;
  const [customerId, day] = lapsing.parse(key.split('/'));
  await services.db.transaction((tx) =>
    queueMessage(services, tx, shopId, {
      key: `points_expiring/${key}`,
      kind: 'points_expiring',
      customerId: customerId as CustomerId,
      payload: { day },
    }),
  );
};

/** Of what another slice has written down: its key is the row, which says whose it is. */
export function tellOf(
  kind: EmailKind,
  read: (services: Services, shopId: ShopId, key: string) => Promise<{ customerId: CustomerId } | null>,
  name: string,
): JobHandler {
  return async (services, { shopId, key }) => {
    if ((await sinceWhen(services, shopId, kind)) === null) return;
    const row = await read(services, shopId, key);
    if (row === null) return;
    await services.db.transaction((tx) =>
      queueMessage(services, tx, shopId, {
        key: `${kind}/${key}`,
        kind,
        customerId: row.customerId,
        payload: { [name]: key },
      }),
    );
  };
}

async function sinceWhen(services: Services, shopId: ShopId, kind: EmailKind): Promise<number | null> {
  return switchedOnSince(await programmeVersions(services, shopId), kind);
}
