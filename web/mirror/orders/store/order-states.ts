import type { Reader } from '../../../../db/open.ts';
import type { ShopId } from '../../../platform/kit/ids.ts';
import { isShopifyId, TOLD_BY_FILE } from '../file-identity.ts';

/** For comparing: id → `updated_at`; what was deleted stays as it is. */
export async function orderStates(
  handle: Reader,
  shopId: ShopId,
  ids: readonly string[],
): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const rows = await handle
    .selectFrom('orders')
    .select(['order_id', 'updated_at', 'deleted_at'])
    .where('shop_id', '=', shopId)
    .where('order_id', 'in', ids)
    .execute();
  return new Map(rows.map((row) => [row.order_id, row.deleted_at === null ? row.updated_at : Infinity]));
}

/**
 * Ids of orders placed since then that are there, as far as Shopify told, in their order; `after` null = from the first. What only a
 * file told is not Shopify's to deny.
 */
export async function orderIds(
  handle: Reader,
  shopId: ShopId,
  { after, limit, placedSince }: { after: string | null; limit: number; placedSince: number },
): Promise<string[]> {
  const rows = await handle
    .selectFrom('orders')
    .select('order_id')
    .where('shop_id', '=', shopId)
    .where('order_id', '>', after ?? '')
    .where('deleted_at', 'is', null)
    .where('updated_at', '>', TOLD_BY_FILE)
    .where('placed_at', '>=', placedSince)
    .orderBy('order_id')
    .limit(limit)
    .execute();
  return rows.map((row) => row.order_id);
}

/** Every order of these customers, deleted ones and those of files too. */
export async function everyOrderOf(handle: Reader, shopId: ShopId, customerIds: readonly string[]): Promise<string[]> {
  if (customerIds.length === 0) return [];
  const rows = await handle
    .selectFrom('orders')
    .select('order_id')
    .where('shop_id', '=', shopId)
    .where('customer_id', 'in', customerIds)
    .orderBy('order_id')
    .execute();
  return rows.map((row) => row.order_id);
}

/** Which of these customers have orders at Shopify that were placed since then, and which orders. */
export async function orderIdsOfCustomers(
  handle: Reader,
  shopId: ShopId,
  customerIds: readonly string[],
  placedSince: number,
): Promise<Map<string, string[]>> {
  if (customerIds.length === 0) return new Map();
  const rows = await handle
    .selectFrom('orders')
    .select(['order_id', 'customer_id'])
    .where('shop_id', '=', shopId)
    .where('customer_id', 'in', customerIds)
    .where('deleted_at', 'is', null)
    .where('placed_at', '>=', placedSince)
    .execute();
  const orders = new Map<string, string[]>();
  for (const { order_id: id, customer_id: customer } of rows) {
    if (customer !== null && isShopifyId(id)) orders.set(customer, [...(orders.get(customer) ?? []), id]);
  }
  return orders;
}
