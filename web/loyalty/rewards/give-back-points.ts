import type { Tx } from '../../../db/open.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import type { Services } from '../../platform/manifest.ts';
import { reimbursePoints } from '../points/index.ts';
import type { Redemption } from './store/redemption-row.ts';
import { noteCameBack } from './store/save.ts';

/** Brings what came back of a reward to `total` points; what came back before stays. */
export async function giveBackPoints(
  services: Services,
  tx: Tx,
  shopId: ShopId,
  { id }: Pick<Redemption, 'id'>,
  { total, orderId }: { total: number; orderId: string | null },
): Promise<void> {
  await reimbursePoints(services, tx, shopId, {
    redemptionId: id,
    total,
    key: `${id}/${total}`,
    occurredAt: services.clock.now(),
    orderId,
  });
  await noteCameBack(tx, shopId, id, total);
}
