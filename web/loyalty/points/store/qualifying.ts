import type { Reader } from '../../../../db/open.ts';
import type { CustomerId, OrderId, ShopId } from '../../../platform/kit/ids.ts';
import { ownersOf } from './accounts.ts';

/** What an order brought, and what its refunds have left of it: they count against the payment, not against their own day (rule T). */
export interface QualifyingOrder {
  orderId: OrderId;
  /** Ms of the payment. */
  at: number;
  placed: number;
  kept: number;
}

/** Of these customers' own accounts, which hold what came to them by a merge; who has none is left out. Bonuses and manual changes are no orders. */
export async function qualifyingOrders(
  handle: Reader,
  shopId: ShopId,
  customerIds: readonly CustomerId[],
): Promise<Map<CustomerId, QualifyingOrder[]>> {
  const owners = await ownersOf(handle, shopId, customerIds);
  if (owners.size === 0) return new Map();
  const rows = await handle
    .selectFrom('order_earnings')
    .select(['account_id', 'order_id', 'paid_at', 'credited', 'reversed'])
    .where('shop_id', '=', shopId)
    .where('account_id', 'in', [...owners.keys()])
    .where('credited', '>', 0)
    .execute();
  const orders = new Map<CustomerId, QualifyingOrder[]>();
  for (const row of rows) {
    const customerId = owners.get(row.account_id ?? '');
    if (customerId === undefined) continue;
    const order = {
      orderId: row.order_id as OrderId,
      at: row.paid_at,
      placed: row.credited,
      kept: row.credited - row.reversed,
    };
    const own = orders.get(customerId);
    if (own) own.push(order);
    else orders.set(customerId, [order]);
  }
  return orders;
}
