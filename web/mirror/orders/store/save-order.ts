import { lockRows } from '../../../../db/dialect/differences.ts';
import type { Tx } from '../../../../db/open.ts';
import type { ShopId } from '../../../platform/kit/ids.ts';
import type { OrderSnapshot } from '../order-snapshot.ts';

export interface KnownOrder {
  /** −1 = the order itself has not been seen yet. */
  updatedAt: number;
  paidAt: number | null;
  /** Empty while the order itself has not been seen. */
  currency: string;
}

/** Holds the order's row until the transaction ends; null when there is none. */
export async function lockOrder(tx: Tx, shopId: ShopId, orderId: string): Promise<KnownOrder | null> {
  const query = tx
    .selectFrom('orders')
    .select(['updated_at', 'paid_at', 'currency'])
    .where('shop_id', '=', shopId)
    .where('order_id', '=', orderId);
  const row = await lockRows(tx, query).executeTakeFirst();
  return row ? { updatedAt: row.updated_at, paidAt: row.paid_at, currency: row.currency } : null;
}

/** False when another transaction has inserted it meanwhile. */
export async function insertOrder(
  tx: Tx,
  shopId: ShopId,
  order: OrderSnapshot,
  paidAt: number | null,
): Promise<boolean> {
  const result = await tx
    .insertInto('orders')
    .values({ shop_id: shopId, order_id: order.id, deleted_at: null, paid_at: paidAt, ...columns(order) })
    .onConflict((conflict) => conflict.columns(['shop_id', 'order_id']).doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function updateOrder(tx: Tx, shopId: ShopId, order: OrderSnapshot, paidAt: number | null): Promise<void> {
  await tx
    .updateTable('orders')
    .set({ ...columns(order), paid_at: paidAt })
    .where('shop_id', '=', shopId)
    .where('order_id', '=', order.id)
    .execute();
}

export async function setPaidAt(tx: Tx, shopId: ShopId, orderId: string, paidAt: number | null): Promise<void> {
  await tx
    .updateTable('orders')
    .set({ paid_at: paidAt })
    .where('shop_id', '=', shopId)
    .where('order_id', '=', orderId)
    .execute();
}

function columns(order: OrderSnapshot) {
  return {
    name: order.name,
    customer_id: order.customer?.id ?? null,
    currency: order.currency,
    financial_status: order.financialStatus,
    fulfillment_status: order.fulfillmentStatus,
    source_name: order.sourceName,
    business: Number(order.business),
    test: Number(order.test),
    taxes_included: Number(order.taxesIncluded),
    total: order.total,
    subtotal: order.subtotal,
    placed_at: order.placedAt,
    processed_at: order.processedAt,
    cancelled_at: order.cancelledAt,
    updated_at: order.updatedAt,
  };
}

/** Ten thousand parameters a statement are well within what both databases take. */
const LINES_PER_INSERT = 500;

export async function replaceLines(tx: Tx, shopId: ShopId, order: OrderSnapshot): Promise<void> {
  await tx.deleteFrom('order_lines').where('shop_id', '=', shopId).where('order_id', '=', order.id).execute();
  for (let start = 0; start < order.lines.length; start += LINES_PER_INSERT) {
    await tx
      .insertInto('order_lines')
      .values(
        order.lines.slice(start, start + LINES_PER_INSERT).map((line) => ({
          shop_id: shopId,
          order_id: order.id,
          line_id: line.id,
          product_id: line.productId,
          variant_id: line.variantId,
          title: line.title,
          sku: line.sku,
          quantity: line.quantity,
          current_quantity: line.currentQuantity,
          unit_price: line.unitPrice,
          discount: line.discount,
          tax: line.tax,
          gift_card: Number(line.giftCard),
          tip: Number(line.tip),
          requires_shipping: Number(line.requiresShipping),
        })),
      )
      .execute();
  }
}

/** The row stays as a sign, so that a late webhook does not bring the order back to life. */
export async function markDeleted(tx: Tx, shopId: ShopId, orderId: string, now: number): Promise<void> {
  await tx
    .insertInto('orders')
    .values({
      shop_id: shopId,
      order_id: orderId,
      name: '',
      customer_id: null,
      currency: '',
      financial_status: null,
      fulfillment_status: null,
      source_name: null,
      business: 0,
      test: 0,
      taxes_included: 0,
      total: 0,
      subtotal: 0,
      placed_at: now,
      processed_at: now,
      paid_at: null,
      cancelled_at: null,
      deleted_at: now,
      updated_at: -1,
    })
    .onConflict((conflict) => conflict.columns(['shop_id', 'order_id']).doUpdateSet({ deleted_at: now }))
    .execute();
}

/** The person leaves the store's orders; what was sold stays. */
export async function forgetOrderCustomer(tx: Tx, shopId: ShopId, customerId: string): Promise<void> {
  await tx
    .updateTable('orders')
    .set({ customer_id: null })
    .where('shop_id', '=', shopId)
    .where('customer_id', '=', customerId)
    .execute();
}

export async function eraseOrders(tx: Tx, shopId: ShopId): Promise<void> {
  await tx.deleteFrom('order_refunds').where('shop_id', '=', shopId).execute();
  await tx.deleteFrom('order_lines').where('shop_id', '=', shopId).execute();
  await tx.deleteFrom('orders').where('shop_id', '=', shopId).execute();
}
