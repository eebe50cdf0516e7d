/** The database is that of a back-up, while what Shopify shows of balances may be newer: it is written anew, as after a reinstallation. */
import type { Tx } from '../../../db/open.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import type { Services } from '../../platform/manifest.ts';
import { SYNC_METAFIELDS } from './job-kinds.ts';
import { markAllDirty } from './store/metafields.ts';

export async function onRestored(addJob: Services['addJob'], tx: Tx, shopId: ShopId): Promise<void> {
  await markAllDirty(tx, shopId);
  await addJob(tx, { kind: SYNC_METAFIELDS, shopId, key: 'shop' });
}
