import type { Tx } from '../../../../db/open.ts';
import type { ShopId } from '../../../platform/kit/ids.ts';

/** Of parcels to somebody who was erased it stays that they were sent and arrived, not where. */
export async function forgetDestinations(tx: Tx, shopId: ShopId, orderIds: readonly string[]): Promise<void> {
  for (let start = 0; start < orderIds.length; start += ORDERS_PER_QUERY) {
    const ids = orderIds.slice(start, start + ORDERS_PER_QUERY);
    await tx
      .updateTable('fulfillments')
      .set({ tracking_number: null, tracking_url: null, more_numbers: '[]', more_urls: '[]' })
      .where('shop_id', '=', shopId)
      .where('order_id', 'in', ids)
      .execute();
    await tx
      .updateTable('fulfillment_events')
      .set({ message: null, city: null })
      .where('shop_id', '=', shopId)
      .where('order_id', 'in', ids)
      .execute();
  }
}

const ORDERS_PER_QUERY = 500;
