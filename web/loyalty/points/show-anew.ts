import type { Tx } from '../../../db/open.ts';
import type { CustomerId, ShopId } from '../../platform/kit/ids.ts';
import type { Services } from '../../platform/manifest.ts';
import { SYNC_METAFIELDS } from './job-kinds.ts';
import { askAnew } from './store/metafields.ts';

/** What the theme shows of these customers beside their balance has changed: another tier, or another way to the next. */
export async function showAnew(
  services: Pick<Services, 'addJob'>,
  tx: Tx,
  shopId: ShopId,
  customerIds: readonly CustomerId[],
): Promise<void> {
  if (customerIds.length === 0) return;
  await askAnew(tx, shopId, customerIds);
  await services.addJob(tx, { kind: SYNC_METAFIELDS, shopId, key: 'shop' });
}
