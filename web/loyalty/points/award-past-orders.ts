/**
 * The merchant's act of awarding past orders: counts once more what it will do, opens those orders, and wakes them a page at a
 * time. Each is then decided and booked like any order that changes, so it earns exactly once whatever else is heard of it
 * meanwhile; and the next page queues up behind what has come in since, so that nobody waits for the past.
 */
import type { ShopId } from '../../platform/kit/ids.ts';
import type { JobHandler, Services } from '../../platform/manifest.ts';
import { countPastOrders, type PastAct, pastOrders } from './count-past-orders.ts';
import { AWARD_PAST_ORDERS } from './job-kinds.ts';
import type { TierOf } from './read-facts.ts';
import { withAct } from './whole-programme.ts';
import { type AwardRow, loadAwards, moveAward } from './store/awards.ts';

export function awardPastOrders({ tierOf }: { tierOf: TierOf }): JobHandler {
  return async (services, { shopId }) => {
    const award = (await loadAwards(services.db.read, shopId)).find(
      ({ state }) => state === 'counting' || state === 'awarding',
    );
    if (!award) return;
    const act = { ...(await withAct(services, shopId, award)), tierOf };
    await (award.state === 'counting' ? count(services, shopId, award, act) : wakePage(services, shopId, award, act));
  };
}

async function count(services: Services, shopId: ShopId, award: AwardRow, act: PastAct): Promise<void> {
  const { db } = services;
  let total = 0;
  const counted = await countPastOrders(services, shopId, act, async (_scanned, all) => {
    total = all;
  });
  const { expected } = award;
  const changed =
    expected !== null && (['customers', 'orders', 'points'] as const).some((what) => expected[what] !== counted[what]);
  await db.transaction(async (tx) => {
    await moveAward(tx, shopId, award.award, { state: changed ? 'changed' : 'awarding', counted, total });
    if (!changed) await services.addJob(tx, { kind: AWARD_PAST_ORDERS, shopId, key: 'shop' });
  });
}

async function wakePage(services: Services, shopId: ShopId, award: AwardRow, act: PastAct): Promise<void> {
  const page = await pastOrders(services, shopId, act, award.cursor);
  const woken = page.opened.flatMap(({ order, decided }) => (decided ? [order.id] : []));
  await services.db.transaction(async (tx) => {
    await services.emit(tx, ...woken.map((key) => ({ name: 'order.changed', shopId, key }) as const));
    const scanned = award.scanned + page.looked;
    await moveAward(tx, shopId, award.award, {
      scanned,
      total: Math.max(award.total, scanned),
      ...(page.last === null ? { state: 'done' } : { cursor: page.last }),
    });
    if (page.last !== null) await services.addJob(tx, { kind: AWARD_PAST_ORDERS, shopId, key: 'shop' });
  });
}
