import { lockRows } from '../../../../db/dialect/differences.ts';
import type { Reader, Tx } from '../../../../db/open.ts';
import type { ShopId } from '../../../platform/kit/ids.ts';
import { FILE_REFUND, TOLD_BY_FILE } from '../file-identity.ts';

/** Those of these orders that are there and not deleted; held from now on, in the order in which an import holds them. */
export async function holdPresent(tx: Tx, shopId: ShopId, orderIds: readonly string[]): Promise<string[]> {
  if (orderIds.length === 0) return [];
  const query = tx
    .selectFrom('orders')
    .select('order_id')
    .where('shop_id', '=', shopId)
    .where('order_id', 'in', orderIds)
    .where('deleted_at', 'is', null)
    .orderBy('order_id');
  const rows = await lockRows(tx, query).execute();
  return rows.map((row) => row.order_id);
}

/** Of these names, those that an order of Shopify's has. */
export async function namesAtShopify(handle: Reader, shopId: ShopId, names: readonly string[]): Promise<Set<string>> {
  if (names.length === 0) return new Set();
  const rows = await handle
    .selectFrom('orders')
    .select('name')
    .where('shop_id', '=', shopId)
    .where('name', 'in', names)
    .where('updated_at', '!=', TOLD_BY_FILE)
    .execute();
  return new Set(rows.map((row) => row.name));
}

export async function dropFileRefunds(tx: Tx, shopId: ShopId, orderIds: readonly string[]): Promise<void> {
  if (orderIds.length === 0) return;
  await tx
    .deleteFrom('order_refunds')
    .where('shop_id', '=', shopId)
    .where('order_id', 'in', orderIds)
    .where('refund_id', '=', FILE_REFUND)
    .execute();
}
