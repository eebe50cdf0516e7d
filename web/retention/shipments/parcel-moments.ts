/** When parcels of these orders went out and arrived, for a list of what happened. */
import type { Reader } from '../../../db/open.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import type { Services } from '../../platform/manifest.ts';
import { shipmentsOf } from './read-shipments.ts';

export interface ParcelMoment {
  orderId: string;
  /** Ms. */
  at: number;
  kind: 'shipped' | 'delivered';
}

export async function parcelMoments(
  services: Services,
  handle: Reader,
  shopId: ShopId,
  orderIds: readonly string[],
): Promise<ParcelMoment[]> {
  const found = await shipmentsOf(services, handle, shopId, orderIds);
  return [...found].flatMap(([orderId, { parcels }]) =>
    parcels.flatMap(({ shippedAt, deliveredAt }): ParcelMoment[] => [
      { orderId, at: shippedAt, kind: 'shipped' },
      ...(deliveredAt === null ? [] : [{ orderId, at: deliveredAt, kind: 'delivered' as const }]),
    ]),
  );
}
