/** Looking at tiers: who is due, who had which when, and how many there are. */
import type { Reader } from '../../../../db/open.ts';
import type { TierChangesTable } from '../../../../db/schema/tier-changes.ts';
import type { CustomerId, ShopId } from '../../../platform/kit/ids.ts';

/** Customers of whom time alone changes something by now, after the given one; in the order of their ids. */
export async function dueCustomers(
  handle: Reader,
  shopId: ShopId,
  now: number,
  page: { after: string; limit: number },
): Promise<CustomerId[]> {
  const rows = await handle
    .selectFrom('customer_tiers')
    .select('customer_id')
    .where('shop_id', '=', shopId)
    .where('next_at', '<=', now)
    .where('customer_id', '>', page.after)
    .orderBy('customer_id')
    .limit(page.limit)
    .execute();
  return rows.map((row) => row.customer_id as CustomerId);
}

/** Ms of the next change by time alone that is still to come; null = there is none. */
export async function nextChange(handle: Reader, shopId: ShopId, now: number): Promise<number | null> {
  const row = await handle
    .selectFrom('customer_tiers')
    .select('next_at')
    .where('shop_id', '=', shopId)
    .where('next_at', '>', now)
    .orderBy('next_at')
    .limit(1)
    .executeTakeFirst();
  return row?.next_at ?? null;
}

/** The tier that each had at that moment, as far as is known now; null = was below the first. Who never had one is left out. */
export async function tiersAt(
  handle: Reader,
  shopId: ShopId,
  customerIds: readonly CustomerId[],
  at: number,
): Promise<Map<CustomerId, string | null>> {
  if (customerIds.length === 0) return new Map();
  const rows = await handle
    .selectFrom('tier_changes')
    .select(['customer_id', 'to_tier'])
    .where('shop_id', '=', shopId)
    .where('customer_id', 'in', customerIds)
    .where('since', '<=', at)
    .orderBy('rev')
    .execute();
  // The last that was written down is what is known now.
  return new Map(rows.map((row) => [row.customer_id as CustomerId, row.to_tier]));
}

export async function membersPerTier(handle: Reader, shopId: ShopId): Promise<Map<string, number>> {
  const rows = await handle
    .selectFrom('customer_tiers')
    .select((eb) => ['tier_id', eb.fn.countAll<number>().as('members')])
    .where('shop_id', '=', shopId)
    .where('tier_id', 'is not', null)
    .groupBy('tier_id')
    .execute();
  return new Map(rows.map(({ tier_id, members }) => [tier_id ?? '', members]));
}

/** The latest, newest first. */
export async function latestChanges(handle: Reader, shopId: ShopId, limit: number): Promise<TierChangesTable[]> {
  return handle
    .selectFrom('tier_changes')
    .selectAll()
    .where('shop_id', '=', shopId)
    .orderBy('at', 'desc')
    .orderBy('change_id', 'desc')
    .limit(limit)
    .execute();
}

/** Of these customers, oldest first. */
export async function changesOf(
  handle: Reader,
  shopId: ShopId,
  customerIds: readonly CustomerId[],
): Promise<TierChangesTable[]> {
  if (customerIds.length === 0) return [];
  return handle
    .selectFrom('tier_changes')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('customer_id', 'in', customerIds)
    .orderBy('customer_id')
    .orderBy('rev')
    .execute();
}

export async function findChange(handle: Reader, shopId: ShopId, id: string): Promise<TierChangesTable | null> {
  const row = await handle
    .selectFrom('tier_changes')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('change_id', '=', id)
    .executeTakeFirst();
  return row ?? null;
}
