/** What every booking brings with it, in its own transaction: the storefront is told, the next maturity is planned. */
import type { Tx } from '../../../db/open.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import type { Services } from '../../platform/manifest.ts';
import type { AccountChange } from './ledger.ts';
import { MATURE, SYNC_METAFIELDS } from './job-kinds.ts';
import { markDirty } from './store/metafields.ts';

export async function afterBooking(services: Services, tx: Tx, shopId: ShopId, change: AccountChange): Promise<void> {
  if (change.customerId !== null && change.changed) {
    await markDirty(tx, shopId, change.customerId, change.rev);
    await services.addJob(tx, { kind: SYNC_METAFIELDS, shopId, key: 'shop' });
  }
  if (change.nextMaturity !== null) {
    await services.addJob(tx, { kind: MATURE, shopId, key: 'shop', runAt: change.nextMaturity });
  }
}
