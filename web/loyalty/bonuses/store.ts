import type { Reader, Tx } from '../../../db/open.ts';
import type { CustomerId, ShopId } from '../../platform/kit/ids.ts';

export interface GivenBonus {
  goal: string;
  count: number;
  /** What the customer has of it. */
  points: number;
  /** Grants of the ledger with what is left of each, oldest first. */
  grants: readonly { key: string; points: number }[];
  orderId: string;
  /** Nobody knows yet when it can be spent. */
  held: boolean;
}

export async function loadBonuses(handle: Reader, shopId: ShopId, customerId: CustomerId): Promise<GivenBonus[]> {
  const rows = await handle
    .selectFrom('order_bonuses')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('customer_id', '=', customerId)
    .orderBy('goal')
    .orderBy('count')
    .execute();
  return rows.map((row) => ({
    goal: row.goal,
    count: row.count,
    points: row.points,
    grants: JSON.parse(row.grants) as GivenBonus['grants'],
    orderId: row.order_id,
    held: row.held === 1,
  }));
}

export async function saveBonus(tx: Tx, shopId: ShopId, customerId: CustomerId, bonus: GivenBonus): Promise<void> {
  const changing = {
    points: bonus.points,
    grants: JSON.stringify(bonus.grants),
    order_id: bonus.orderId,
    held: bonus.held ? 1 : 0,
  };
  await tx
    .insertInto('order_bonuses')
    .values({ shop_id: shopId, customer_id: customerId, goal: bonus.goal, count: bonus.count, ...changing })
    .onConflict((conflict) => conflict.columns(['shop_id', 'customer_id', 'goal', 'count']).doUpdateSet(changing))
    .execute();
}

/** Of one who was merged: what the other does not have too becomes the other's. */
export async function moveBonuses(tx: Tx, shopId: ShopId, removed: CustomerId, kept: CustomerId): Promise<void> {
  const known = new Set((await loadBonuses(tx, shopId, kept)).map(({ goal, count }) => `${goal} ${count}`));
  for (const bonus of await loadBonuses(tx, shopId, removed))
    if (!known.has(`${bonus.goal} ${bonus.count}`)) await saveBonus(tx, shopId, kept, bonus);
  await forgetBonuses(tx, shopId, [removed]);
}

export async function forgetBonuses(tx: Tx, shopId: ShopId, customerIds: readonly CustomerId[]): Promise<void> {
  if (customerIds.length === 0) return;
  await tx.deleteFrom('order_bonuses').where('shop_id', '=', shopId).where('customer_id', 'in', customerIds).execute();
}
