/** What people have bought and kept, for whoever counts what goes together. */
import type { Reader } from '../../../../db/open.ts';
import type { ShopId } from '../../../platform/kit/ids.ts';

export interface Bought {
  orderId: string;
  /** The customer; where there is none, whoever is known by the same address; else nobody but this order's. */
  buyer: string;
  processedAt: number;
  /** Products, each once; without gift cards, tips and what was given back. */
  productIds: string[];
}

/**
 * Orders that were paid and are still there, a page at a time along their ids, the greatest first. `last`: where the next page begins; null =
 * there is none. A page may hold fewer than `limit`, even nothing.
 */
export async function boughtPage(
  handle: Reader,
  shopId: ShopId,
  { before, limit }: { before: string | null; limit: number },
): Promise<{ bought: Bought[]; last: string | null }> {
  let page = handle
    .selectFrom('orders')
    .select(['order_id', 'customer_id', 'guest', 'processed_at', 'paid_at', 'cancelled_at', 'deleted_at', 'test'])
    .where('shop_id', '=', shopId);
  if (before !== null) page = page.where('order_id', '<', before);
  const orders = await page.orderBy('order_id', 'desc').limit(limit).execute();
  const [first] = orders;
  const last = orders.at(-1);
  if (!first || !last) return { bought: [], last: null };
  const lines = await keptGoods(handle, shopId)
    .select(['order_id', 'product_id'])
    .where('order_id', '>=', last.order_id)
    .where('order_id', '<=', first.order_id)
    .execute();
  const productsOf = Map.groupBy(lines, (line) => line.order_id);
  const counts = orders.filter(
    (row) => row.paid_at !== null && row.cancelled_at === null && row.deleted_at === null && row.test === 0,
  );
  return {
    bought: counts.flatMap((row) => {
      const productIds = [...new Set((productsOf.get(row.order_id) ?? []).flatMap((line) => line.product_id ?? []))];
      const buyer = row.customer_id ?? row.guest ?? `order:${row.order_id}`;
      return productIds.length === 0
        ? []
        : [{ orderId: row.order_id, buyer, processedAt: row.processed_at, productIds }];
    }),
    last: orders.length < limit ? null : last.order_id,
  };
}

/** Products that a customer has bought and kept, from their latest so many orders. */
export async function productsOfCustomer(
  handle: Reader,
  shopId: ShopId,
  customerId: string,
  latestOrders: number,
): Promise<string[]> {
  const orders = await handle
    .selectFrom('orders')
    .select('order_id')
    .where('shop_id', '=', shopId)
    .where('customer_id', '=', customerId)
    .where('deleted_at', 'is', null)
    .orderBy('processed_at', 'desc')
    .limit(latestOrders)
    .execute();
  if (orders.length === 0) return [];
  const rows = await keptGoods(handle, shopId)
    .select('product_id')
    .distinct()
    .where(
      'order_id',
      'in',
      orders.map((row) => row.order_id),
    )
    .execute();
  return rows.flatMap((row) => row.product_id ?? []);
}

function keptGoods(handle: Reader, shopId: ShopId) {
  return handle
    .selectFrom('order_lines')
    .where('shop_id', '=', shopId)
    .where('product_id', 'is not', null)
    .where('current_quantity', '>', 0)
    .where('gift_card', '=', 0)
    .where('tip', '=', 0);
}
