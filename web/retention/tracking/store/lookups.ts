import { lockRows } from '../../../../db/dialect/differences.ts';
import type { Tx } from '../../../../db/open.ts';
import type { ShopId } from '../../../platform/kit/ids.ts';
import type { Failures } from '../lookup-throttle.ts';

/** What is held against these, each held until the transaction ends: of many who try at once, each sees what the one before has left. */
export async function holdFailures(tx: Tx, shopId: ShopId, digests: readonly string[]): Promise<Map<string, Failures>> {
  // In one order, so that two who wait for the same ones do not wait for each other.
  const sorted = digests.toSorted();
  await tx
    .insertInto('lookup_failures')
    .values(sorted.map((digest) => ({ shop_id: shopId, digest, failures: 0, failed_at: 0 })))
    .onConflict((conflict) => conflict.columns(['shop_id', 'digest']).doNothing())
    .execute();
  const rows = tx
    .selectFrom('lookup_failures')
    .select(['digest', 'failures', 'failed_at as failedAt'])
    .where('shop_id', '=', shopId)
    .where('digest', 'in', sorted)
    .orderBy('digest');
  const held = await lockRows(tx, rows).execute();
  return new Map(held.map(({ digest, ...failures }) => [digest, failures]));
}

export async function saveFailures(
  tx: Tx,
  shopId: ShopId,
  digest: string,
  { failures, failedAt }: Failures,
): Promise<void> {
  await tx
    .updateTable('lookup_failures')
    .set({ failures, failed_at: failedAt })
    .where('shop_id', '=', shopId)
    .where('digest', '=', digest)
    .execute();
}

/** As it was before, unless somebody else has failed meanwhile: then it is one less. */
export async function takeBackFailure(
  tx: Tx,
  shopId: ShopId,
  digest: string,
  { before, counted }: { before: Failures; counted: Failures },
): Promise<void> {
  const row = tx.updateTable('lookup_failures').where('shop_id', '=', shopId).where('digest', '=', digest);
  const untouched = await row
    .set({ failures: before.failures, failed_at: before.failedAt })
    .where('failures', '=', counted.failures)
    .where('failed_at', '=', counted.failedAt)
    .executeTakeFirst();
  if (untouched.numUpdatedRows > 0n) return;
  await row
    .set((eb) => ({ failures: eb('failures', '-', 1) }))
    .where('failures', '>', 0)
    .execute();
}

/** Of all stores. */
export async function dropFailuresBefore(tx: Tx, moment: number): Promise<void> {
  await tx.deleteFrom('lookup_failures').where('failed_at', '<', moment).execute();
}
