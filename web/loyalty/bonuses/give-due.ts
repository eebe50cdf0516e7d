/** Brings the bonuses of a customer to what their orders amount to by now: gives what is missing, takes back what is too much. */
import { randomUUID } from 'node:crypto';
import type { Tx } from '../../../db/open.ts';
import { keptCustomer, withMergedInto } from '../../mirror/customers/index.ts';
import { knownShop } from '../../mirror/shops/index.ts';
import type { CustomerId, ShopId } from '../../platform/kit/ids.ts';
import type { JobHandler, Services } from '../../platform/manifest.ts';
import { erasedCustomers } from '../../platform/privacy/erased.ts';
import { grantPoints, type OrderStanding, orderStandings, releaseGrant, takeBackGrant } from '../points/index.ts';
import { programmeVersions } from '../programme/index.ts';
import { type CountedOrder, countGoals, type DueBonus } from './count-goals.ts';
import { type GivenBonus, loadBonuses, moveBonuses, saveBonus } from './store.ts';

export const giveDue: JobHandler = async (services, { shopId, key }) => {
  const customerId = key as CustomerId;
  const { currency } = await knownShop(services, shopId);
  const versions = await programmeVersions(services, shopId);
  await services.db.transaction(async (tx) => {
    if ((await erasedCustomers(tx, shopId, [customerId])).size > 0) return;
    const kept = await keptCustomer(tx, shopId, customerId);
    // One customer's bonuses are looked after by one job.
    if (kept !== null) return services.emit(tx, { name: 'orders.decided', shopId, key: kept });
    for (const removed of await withMergedInto(tx, shopId, [customerId]))
      if (removed !== customerId) await moveBonuses(tx, shopId, removed, customerId);
    const standings = (await orderStandings(tx, shopId, [customerId], versions)).get(customerId) ?? [];
    const counted = standings.flatMap(({ version, ...standing }): CountedOrder[] => {
      const rule = versions.find((one) => one.version === version);
      return rule ? [{ ...standing, bonuses: rule.settings.earn.bonuses }] : [];
    });
    const due = new Map(countGoals(counted, currency).bonuses.map((bonus) => [keyOf(bonus), bonus]));
    const given = new Map((await loadBonuses(tx, shopId, customerId)).map((bonus) => [keyOf(bonus), bonus]));
    const orders = new Map(standings.map((standing) => [standing.orderId as string, standing]));
    const bring = (bonus: GivenBonus, wanted: DueBonus | undefined) =>
      bringTo(services, tx, shopId, { customerId, bonus, wanted, order: orders.get((wanted ?? bonus).orderId) });
    for (const [key, bonus] of given) await bring(bonus, due.get(key));
    for (const [key, { goal, count, orderId }] of due) {
      const nothing = { goal, count, points: 0, grants: [], orderId, held: false };
      if (!given.has(key)) await bring(nothing, due.get(key));
    }
  });
};

function keyOf({ goal, count }: { goal: string; count: number }): string {
  return `${goal} ${count}`;
}

async function bringTo(
  services: Services,
  tx: Tx,
  shopId: ShopId,
  {
    customerId,
    bonus,
    wanted,
    order,
  }: { customerId: CustomerId; bonus: GivenBonus; wanted: DueBonus | undefined; order: OrderStanding | undefined },
): Promise<void> {
  const difference = (wanted?.points ?? 0) - bonus.points;
  if (difference > 0 && wanted && order) {
    const key = `bonus/${randomUUID()}`;
    const grant = {
      customerId,
      points: difference,
      key,
      source: wanted.source,
      once: `${bonus.goal}/${bonus.count}`,
      orderId: order.orderId,
      occurredAt: order.paidAt,
      matures: order.maturesAt === null ? ('held' as const) : { at: order.maturesAt },
    };
    const { outcome } = await grantPoints(services, tx, shopId, grant);
    if (outcome !== 'booked') return;
    const grants = [...bonus.grants, { key, points: difference }];
    const held = order.maturesAt === null;
    const { orderId } = order;
    await saveBonus(tx, shopId, customerId, { ...bonus, points: wanted.points, grants, orderId, held });
  } else if (difference < 0) {
    const grants = await takeBack(services, tx, shopId, bonus, -difference);
    await saveBonus(tx, shopId, customerId, { ...bonus, points: bonus.points + difference, grants });
  } else if (bonus.held && order?.maturesAt != null) {
    for (const { key } of bonus.grants)
      await releaseGrant(services, tx, shopId, { grantKey: key, at: order.maturesAt });
    await saveBonus(tx, shopId, customerId, { ...bonus, held: false });
  }
}

/** The latest first. Returns what is left. */
async function takeBack(
  services: Services,
  tx: Tx,
  shopId: ShopId,
  bonus: GivenBonus,
  points: number,
): Promise<GivenBonus['grants']> {
  const left: { key: string; points: number }[] = [];
  let more = points;
  for (const grant of bonus.grants.toReversed()) {
    const part = Math.min(more, grant.points);
    more -= part;
    if (part > 0) {
      const key = `${grant.key}/${grant.points - part}`;
      const occurredAt = services.clock.now();
      await takeBackGrant(services, tx, shopId, { grantKey: grant.key, points: part, key, occurredAt });
    }
    if (grant.points > part) left.unshift({ key: grant.key, points: grant.points - part });
  }
  return left;
}
