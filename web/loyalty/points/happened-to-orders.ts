/** What a customer's timeline shows of their orders beside points, as whoever keeps parcels and answers tells it. */
import type { ShopId } from '../../platform/kit/ids.ts';
import type { Services } from '../../platform/manifest.ts';

export interface OrderMoment {
  orderId: string;
  /** Ms. */
  at: number;
  kind: 'shipped' | 'delivered' | 'answered';
  /** Of an answer: 1 to 5. */
  score?: number;
}

export type HappenedToOrders = (
  services: Services,
  shopId: ShopId,
  orderIds: readonly string[],
) => Promise<OrderMoment[]>;
