/** Looks at what time may have made late or stuck, and plans when to look again. */
import { unsentOrders } from '../../mirror/orders/index.ts';
import { HOUR } from '../../platform/kit/clock.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import type { JobHandler, Services } from '../../platform/manifest.ts';
import type { ApologyParts } from './apologise.ts';
import { bringShipments } from './bring-shipments.ts';
import { UNSENT_FOR } from './derive-records.ts';
import { planCheck } from './plan-check.ts';
import { deliveryTerms } from './read-terms.ts';
import { type DueOrder, dueOrders, nextCheck } from './store/find-shipments.ts';
import { setUnsentUntil, unsentUntil } from './store/looks.ts';

const BATCH = 100;

export const checkDue =
  (parts: ApologyParts): JobHandler =>
  async (services, { shopId }) => {
    const { db, clock } = services;
    const now = clock.now();
    let after: DueOrder | undefined = { checkAt: 0, orderId: '' };
    while (after) {
      const due: DueOrder[] = await dueOrders(db.read, shopId, now, { after, limit: BATCH });
      await bringShipments(services, parts, shopId, [...new Set(due.map(({ orderId }) => orderId))]);
      after = due.at(-1);
    }
    const moments = [await nextCheck(db.read, shopId, now), await lookForUnsent(services, parts, shopId)];
    await db.transaction((tx) => planCheck(services, tx, shopId, moments));
  };

/** Each order once, when it has waited for as long as the merchant bears with. Returns when the next one has; null = none waits. */
async function lookForUnsent(services: Services, parts: ApologyParts, shopId: ShopId): Promise<number | null> {
  const { db, clock } = services;
  const { settings } = await deliveryTerms(services, db.read, shopId);
  const patience = settings.stalls.unshippedHours * HOUR;
  const now = clock.now();
  const until = now - patience;
  const from = Math.max(await unsentUntil(db.read, shopId), now - UNSENT_FOR);
  let after = { id: '', placedAt: from };
  for (;;) {
    const found = await unsentOrders(db.read, shopId, { after, until, limit: BATCH });
    await bringShipments(
      services,
      parts,
      shopId,
      found.map(({ id }) => id),
    );
    const last = found.at(-1);
    if (!last) break;
    after = last;
  }
  if (until > from) await db.transaction((tx) => setUnsentUntil(tx, shopId, until));
  const [next] = await unsentOrders(db.read, shopId, { after: { id: '', placedAt: until + 1 }, until: now, limit: 1 });
  return next ? next.placedAt + patience : null;
}
