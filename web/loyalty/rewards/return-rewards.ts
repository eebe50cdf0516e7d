/**
 * Unused rewards are given back: first their codes are ended at Shopify, and a minute later, when Shopify has counted every use, the points
 * come back to the lots that they were taken from. A code that was used in the last moment stays used.
 */
import { z } from 'zod';
import { endOffer, offerUsage } from '../../offers/discounts/index.ts';
import { ordersWithCode } from '../../mirror/orders/index.ts';
import { MINUTE } from '../../platform/kit/clock.ts';
import { conflict, ShopUnavailable } from '../../platform/kit/errors.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import type { JobHandler, Services } from '../../platform/manifest.ts';
import { giveBackPoints } from './give-back-points.ts';
import { RETURN_MANY, RETURN_REWARD } from './job-kinds.ts';
import { offerIdOf } from './settle-redemption.ts';
import { findRedemption } from './store/find.ts';
import type { Redemption } from './store/redemption-row.ts';
import type { Returnable } from './store/returnable.ts';
import { findRun, insertRun, nextToEnd, type ReturnRun } from './store/returns.ts';
import { beginReturning, markCodeEnded, markReturned, markUsedSomewhere } from './store/save.ts';

/** Shopify counts the uses of a code a little late. */
const COUNTED_BY_THEN = MINUTE;
const AT_ONCE = 20;
export const ANY: Returnable = { ids: null, rewardId: null, before: null, usableAt: null };

/** One reward. `staffId` null = the customer asked. */
export function startReturn(
  services: Services,
  shopId: ShopId,
  runId: string,
  redemptionId: string,
  staffId: string | null,
): Promise<ReturnRun> {
  const wanted = { ...ANY, ids: [redemptionId] };
  return startRun(services, shopId, runId, wanted, staffId, [{ kind: RETURN_REWARD, key: redemptionId }]);
}

export function startReturningMany(
  services: Services,
  shopId: ShopId,
  runId: string,
  wanted: Returnable,
  staffId: string,
): Promise<ReturnRun> {
  return startRun(services, shopId, runId, wanted, staffId, [{ kind: RETURN_MANY, key: runId }]);
}

/** The same key again is the same act; with another wish it is refused. */
async function startRun(
  services: Services,
  shopId: ShopId,
  id: string,
  wanted: Returnable,
  staffId: string | null,
  jobs: readonly { kind: string; key: string }[],
): Promise<ReturnRun> {
  const { usableAt: _moment, ...meant } = wanted;
  const text = JSON.stringify(meant);
  return services.db.transaction(async (tx) => {
    const known = await findRun(tx, shopId, id);
    if (known && known.wanted !== text) throw conflict('This key was used for other rewards.', 'key');
    if (known) return known;
    const begun = await beginReturning(tx, shopId, id, wanted);
    const run = { id, wanted: text, total: begun.length, createdAt: services.clock.now() };
    // A refusal of one reward uses up no key.
    if (begun.length === 0 && wanted.ids?.length === 1) return run;
    await insertRun(tx, shopId, { ...run, staffId });
    if (begun.length > 0) await services.addJob(tx, ...jobs.map((job) => ({ ...job, shopId })));
    return run;
  });
}

/** One step of one reward. */
export const returnReward: JobHandler = async (services, { shopId, key }) => {
  const redemption = await findRedemption(services.db.read, shopId, key);
  if (redemption?.state !== 'returning') return;
  if (redemption.endedAt === null) await endCode(services, shopId, redemption);
  else await giveBackUnlessUsed(services, shopId, redemption);
};

const cursor = z.object({ after: z.string() });

/**
 * Ends some codes and comes again, so that half of Shopify's budget stays free and no worker is held up. One that Shopify does not end is left
 * to a job of its own, so that it holds up no other.
 */
export const returnMany: JobHandler = async (services, { shopId, key, payload }) => {
  const { after } = cursor.catch({ after: '' }).parse(payload);
  const wait = services.shopify.backgroundWaitMs(shopId);
  const next = wait > 0 ? [] : await nextToEnd(services.db.read, shopId, key, { after, limit: AT_ONCE });
  for (const redemption of next) {
    try {
      await endCode(services, shopId, redemption);
    } catch (error) {
      if (error instanceof ShopUnavailable) throw error;
      services.log.warn({ err: error, shopId }, 'A code could not be ended at once');
      await services.db.transaction((tx) => services.addJob(tx, { kind: RETURN_REWARD, shopId, key: redemption.id }));
    }
  }
  if (wait === 0 && next.length === 0) return;
  const job = { kind: RETURN_MANY, shopId, key, payload: { after: next.at(-1)?.id ?? after } };
  const runAt = services.clock.now() + wait;
  await services.db.transaction((tx) => services.addJob(tx, { ...job, runAt }));
};

async function endCode(services: Services, shopId: ShopId, { id }: Redemption): Promise<void> {
  await endOffer(services, shopId, offerIdOf(id));
  await services.db.transaction(async (tx) => {
    const now = services.clock.now();
    await markCodeEnded(tx, shopId, id, now);
    await services.addJob(tx, { kind: RETURN_REWARD, shopId, key: id, runAt: now + COUNTED_BY_THEN });
  });
}

async function giveBackUnlessUsed(services: Services, shopId: ShopId, redemption: Redemption): Promise<void> {
  const { id, code, points } = redemption;
  const orders = code === null ? [] : await ordersWithCode(services.db.read, shopId, code);
  const used = orders.length > 0 || (await offerUsage(services, shopId, offerIdOf(id))) > 0;
  await services.db.transaction(async (tx) => {
    const now = services.clock.now();
    // Which order it was, `on-order-changed.ts` says.
    if (used) return markUsedSomewhere(tx, shopId, id, now);
    if (await markReturned(tx, shopId, id, now))
      await giveBackPoints(services, tx, shopId, redemption, { total: points, orderId: null });
  });
}
