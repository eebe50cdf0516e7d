/** Entry rewards that were given. */
import type { Reader, Tx } from '../../../../db/open.ts';
import type { CustomerId, ShopId } from '../../../platform/kit/ids.ts';
import type { EntryReward } from '../entry-rewards.ts';

export interface GivenReward extends EntryReward {
  customerId: CustomerId;
  grantKey: string;
  points: number;
  /** Ms; null = it stands. */
  takenBackAt: number | null;
}

/** By customer, those that were taken back included, in the order in which they were given. */
export async function givenRewards(
  handle: Reader,
  shopId: ShopId,
  customerIds: readonly CustomerId[],
): Promise<Map<CustomerId, GivenReward[]>> {
  if (customerIds.length === 0) return new Map();
  const rows = await handle
    .selectFrom('tier_rewards')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('customer_id', 'in', customerIds)
    .orderBy('at')
    .orderBy('grant_key')
    .execute();
  const given = rows.map((row) => ({
    customerId: row.customer_id as CustomerId,
    tierId: row.tier_id,
    at: row.at,
    grantKey: row.grant_key,
    points: row.points,
    takenBackAt: row.taken_back_at,
  }));
  return Map.groupBy(given, ({ customerId }) => customerId);
}

export async function insertReward(tx: Tx, shopId: ShopId, reward: GivenReward): Promise<void> {
  await tx
    .insertInto('tier_rewards')
    .values({
      shop_id: shopId,
      grant_key: reward.grantKey,
      customer_id: reward.customerId,
      tier_id: reward.tierId,
      at: reward.at,
      points: reward.points,
      taken_back_at: reward.takenBackAt,
    })
    .execute();
}

export async function markTakenBack(tx: Tx, shopId: ShopId, grantKey: string, now: number): Promise<void> {
  await tx
    .updateTable('tier_rewards')
    .set({ taken_back_at: now })
    .where('shop_id', '=', shopId)
    .where('grant_key', '=', grantKey)
    .execute();
}

/** What `from` was given was given to `into`: both are one, and no tier pays one person twice. */
export async function moveRewards(tx: Tx, shopId: ShopId, from: CustomerId, into: CustomerId): Promise<void> {
  await tx
    .updateTable('tier_rewards')
    .set({ customer_id: into })
    .where('shop_id', '=', shopId)
    .where('customer_id', '=', from)
    .execute();
}

export async function dropRewards(tx: Tx, shopId: ShopId, customerIds: readonly CustomerId[]): Promise<void> {
  if (customerIds.length === 0) return;
  await tx.deleteFrom('tier_rewards').where('shop_id', '=', shopId).where('customer_id', 'in', customerIds).execute();
}
