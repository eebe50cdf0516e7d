import { lockRows } from '../../../../db/dialect/differences.ts';
import type { Tx } from '../../../../db/open.ts';
import type { ShopId } from '../../../platform/kit/ids.ts';
import type { Failures } from '../lookup-throttle.ts';

/** What is held against them, held until the transaction ends: of many who try at once, each sees what the one before has left. */
export async function holdFailures(tx: Tx, shopId: ShopId, digest: string): Promise<Failures> {
  await tx
    .insertInto('lookup_failures')
    .values({ shop_id: shopId, digest, failures: 0, failed_at: 0 })
    .onConflict((conflict) => conflict.columns(['shop_id', 'digest']).doNothing())
    .execute();
  const row = tx
    .selectFrom('lookup_failures')
    .select(['failures', 'failed_at as failedAt'])
    .where('shop_id', '=', shopId)
    .where('digest', '=', digest);
  return lockRows(tx, row).executeTakeFirstOrThrow();
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
