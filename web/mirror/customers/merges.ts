/**
 * Customers that became one. What still speaks of somebody who is gone (an order that was on its way, an old link) means whoever
 * was kept: followed from merge to merge, since who was kept may have been merged in turn.
 */
import type { Reader, Tx } from '../../../db/open.ts';
import type { CustomerId, ShopId } from '../../platform/kit/ids.ts';

/** Job that finds out whether somebody is gone whose order names another customer now; its key is who may be gone. */
export const CHECK_MERGED = 'customers.check-merged';

/** Whom each of these is now; those who were never merged are left out. */
export async function keptCustomers(
  handle: Reader,
  shopId: ShopId,
  ids: readonly string[],
): Promise<Map<string, CustomerId>> {
  const kept = new Map<string, CustomerId>();
  for (let asked = [...new Set(ids)]; asked.length > 0; ) {
    const rows = await handle
      .selectFrom('customer_merges')
      .select(['removed_id', 'kept_id'])
      .where('shop_id', '=', shopId)
      .where('removed_id', 'in', asked)
      .execute();
    for (const row of rows) kept.set(row.removed_id, row.kept_id as CustomerId);
    asked = [...new Set(rows.map((row) => row.kept_id))].filter((id) => !kept.has(id));
  }
  const result = new Map<string, CustomerId>();
  for (const id of ids) {
    const last = followed(kept, id);
    if (last !== id) result.set(id, last);
  }
  return result;
}

/** Null for somebody who was never merged. */
export async function keptCustomer(handle: Reader, shopId: ShopId, id: string): Promise<CustomerId | null> {
  return (await keptCustomers(handle, shopId, [id])).get(id) ?? null;
}

/** Who that customer is now: themselves, unless they were merged. */
export async function customerOfNow(handle: Reader, shopId: ShopId, id: CustomerId): Promise<CustomerId> {
  return (await keptCustomer(handle, shopId, id)) ?? id;
}

/** A circle cannot be recorded; if two processes managed to, it must not hold us for ever. */
function followed(kept: ReadonlyMap<string, CustomerId>, start: string): CustomerId {
  const seen = new Set<string>();
  let at = start as CustomerId;
  for (let next = kept.get(at); next !== undefined && !seen.has(next); next = kept.get(at)) {
    seen.add(next);
    at = next;
  }
  return at;
}

/** False when it was known, or would lead back to who is said to be gone. */
export async function recordMerge(
  tx: Tx,
  shopId: ShopId,
  merge: { removed: string; kept: string },
  now: number,
): Promise<boolean> {
  const { removed, kept } = merge;
  if (removed === kept || (await keptCustomer(tx, shopId, kept)) === removed) return false;
  const result = await tx
    .insertInto('customer_merges')
    .values({ shop_id: shopId, removed_id: removed, kept_id: kept, merged_at: now })
    .onConflict((conflict) => conflict.columns(['shop_id', 'removed_id']).doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** These, and everybody who was merged into one of them. */
export async function withMergedInto(
  handle: Reader,
  shopId: ShopId,
  ids: readonly CustomerId[],
): Promise<CustomerId[]> {
  const all = new Set(ids);
  for (let asked = [...all]; asked.length > 0; ) {
    const rows = await handle
      .selectFrom('customer_merges')
      .select('removed_id')
      .where('shop_id', '=', shopId)
      .where('kept_id', 'in', asked)
      .execute();
    asked = rows.map((row) => row.removed_id as CustomerId).filter((id) => !all.has(id));
    for (const id of asked) all.add(id);
  }
  return [...all];
}

/** Nothing tells any more that these were ever one with somebody. */
export async function dropMerges(tx: Tx, shopId: ShopId, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .deleteFrom('customer_merges')
    .where('shop_id', '=', shopId)
    .where((eb) => eb.or([eb('removed_id', 'in', ids), eb('kept_id', 'in', ids)]))
    .execute();
}
