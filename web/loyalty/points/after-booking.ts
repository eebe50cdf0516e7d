/** What every booking brings with it, in its own transaction: the storefront is told, the next maturity is planned. */
import type { Tx } from '../../../db/open.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import type { Services } from '../../platform/manifest.ts';
import type { AccountChange } from './ledger.ts';
import { MATURE, SYNC_METAFIELDS } from './job-kinds.ts';
import { markDirty } from './store/metafields.ts';

export async function afterBooking(
  services: Services,
  tx: Tx,
  shopId: ShopId,
  changes: readonly AccountChange[],
): Promise<void> {
  const shown = changes.flatMap(({ customerId, changed, rev }) =>
    customerId !== null && changed ? [{ customerId, rev }] : [],
  );
  await markDirty(tx, shopId, shown);
  const dates = changes.flatMap(({ nextMaturity }) => nextMaturity ?? []);
  // Last of all, because every booking of the store adds these two: whoever holds them must not wait for an account any more.
  if (shown.length > 0) await services.addJob(tx, { kind: SYNC_METAFIELDS, shopId, key: 'shop' });
  if (dates.length > 0) await services.addJob(tx, { kind: MATURE, shopId, key: 'shop', runAt: Math.min(...dates) });
}
