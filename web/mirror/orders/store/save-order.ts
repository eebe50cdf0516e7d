import { sql } from 'kysely';
import { lockRows } from '../../../../db/dialect/differences.ts';
import { insertMany } from '../../../../db/insert-many.ts';
import type { Tx } from '../../../../db/open.ts';
import type { ShopId } from '../../../platform/kit/ids.ts';
import { type LineSnapshot, type OrderSnapshot, type ShippingState, unitsToShip } from '../order-snapshot.ts';

export interface KnownOrder {
  /** −1 = the order itself has not been seen yet. */
  updatedAt: number;
  paidAt: number | null;
  /** Empty while the order itself has not been seen. */
  currency: string;
  customerId: string | null;
  shipping: ShippingState;
}

/** Holds the orders' rows until the transaction ends, locked in a fixed order; what is not there is left out. */
export async function lockOrders(
  tx: Tx,
  shopId: ShopId,
  orderIds: readonly string[],
): Promise<Map<string, KnownOrder>> {
  if (orderIds.length === 0) return new Map();
  const query = tx
    .selectFrom('orders')
    .select([
      'order_id',
      'updated_at',
      'paid_at',
      'currency',
      'customer_id',
      'fulfillment_status',
      'cancelled_at',
      'to_ship',
    ])
    .where('shop_id', '=', shopId)
    .where('order_id', 'in', orderIds)
    .orderBy('order_id');
  const rows = await lockRows(tx, query).execute();
  return new Map(
    rows.map((row) => [
      row.order_id,
      {
        updatedAt: row.updated_at,
        paidAt: row.paid_at,
        currency: row.currency,
        customerId: row.customer_id,
        shipping: {
          fulfillmentStatus: row.fulfillment_status,
          cancelled: row.cancelled_at !== null,
          toShip: row.to_ship,
        },
      },
    ]),
  );
}

interface PaidOrder {
  order: OrderSnapshot;
  paidAt: number | null;
  /** Digest of the address of whoever bought without an account. */
  guest?: string | null;
  /** Digests of its contacts. */
  proofs?: string | null;
}

/** Returns the ids of those that it inserted: another transaction may have been quicker. */
export async function insertOrders(tx: Tx, shopId: ShopId, orders: readonly PaidOrder[]): Promise<Set<string>> {
  if (orders.length === 0) return new Set();
  const rows = await insertMissing(
    tx,
    orders.map((order) => orderRow(shopId, order)),
  );
  return new Set(rows.map((row) => row.order_id));
}

/** Of orders that are there and locked. */
export async function updateOrders(tx: Tx, shopId: ShopId, orders: readonly PaidOrder[]): Promise<void> {
  if (orders.length === 0) return;
  await replaceMoving(
    tx,
    orders.map((order) => orderRow(shopId, order)),
  );
}

export async function setPaidAt(tx: Tx, shopId: ShopId, orderId: string, paidAt: number | null): Promise<void> {
  await tx
    .updateTable('orders')
    .set({ paid_at: paidAt })
    .where('shop_id', '=', shopId)
    .where('order_id', '=', orderId)
    .execute();
}

function orderRow(shopId: ShopId, { order, paidAt, guest = null, proofs = null }: PaidOrder) {
  return {
    shop_id: shopId,
    order_id: order.id,
    deleted_at: null,
    paid_at: paidAt,
    name: order.name,
    customer_id: order.customer?.id ?? null,
    guest,
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
    destination_country: order.destinationCountry,
    proofs,
    to_ship: unitsToShip(order.lines),
  };
}

/** All that a newer state replaces: everything but the key and the deletion. */
const MOVING = [
  'paid_at',
  'name',
  'customer_id',
  'currency',
  'financial_status',
  'fulfillment_status',
  'source_name',
  'business',
  'test',
  'taxes_included',
  'total',
  'subtotal',
  'placed_at',
  'processed_at',
  'cancelled_at',
  'updated_at',
  'to_ship',
] as const;

const COLUMNS = [...MOVING, 'shop_id', 'order_id', 'deleted_at', 'guest', 'destination_country', 'proofs'] as const;

const insertMissing = insertMany('orders', COLUMNS, (insert) =>
  insert.onConflict((conflict) => conflict.columns(['shop_id', 'order_id']).doNothing()).returning('order_id'),
);

const replaceMoving = insertMany('orders', COLUMNS, (insert) =>
  insert.onConflict((conflict) =>
    conflict.columns(['shop_id', 'order_id']).doUpdateSet((eb) => ({
      ...Object.fromEntries(MOVING.map((column) => [column, eb.ref(`excluded.${column}`)])),
      // Not every source tells these.
      destination_country: sql<string | null>`coalesce(excluded.destination_country, orders.destination_country)`,
      proofs: sql<string | null>`coalesce(excluded.proofs, orders.proofs)`,
      // Nor the address; once there is a customer it does not matter any more.
      guest: sql<string | null>`case when excluded.customer_id is null then coalesce(excluded.guest, orders.guest) end`,
    })),
  ),
);

/** Ten thousand parameters a statement are well within what both databases take. */
const LINES_PER_INSERT = 500;

/** What the orders' lines are from now on. */
export async function replaceLines(tx: Tx, shopId: ShopId, orders: readonly OrderSnapshot[]): Promise<void> {
  if (orders.length === 0) return;
  await tx
    .deleteFrom('order_lines')
    .where('shop_id', '=', shopId)
    .where(
      'order_id',
      'in',
      orders.map(({ id }) => id),
    )
    .execute();
  const rows = orders.flatMap((order) => order.lines.map((line) => lineRow(shopId, order.id, line)));
  for (let start = 0; start < rows.length; start += LINES_PER_INSERT)
    await insertLines(tx, rows.slice(start, start + LINES_PER_INSERT));
}

const insertLines = insertMany(
  'order_lines',
  [
    'shop_id',
    'order_id',
    'line_id',
    'product_id',
    'variant_id',
    'title',
    'sku',
    'quantity',
    'current_quantity',
    'unit_price',
    'discount',
    'tax',
    'gift_card',
    'tip',
    'requires_shipping',
  ],
  (insert) => insert,
);

function lineRow(shopId: ShopId, orderId: string, line: LineSnapshot) {
  return {
    shop_id: shopId,
    order_id: orderId,
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
  };
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

/** Everything that `from` bought was bought by `to`. */
export async function reassignOrders(tx: Tx, shopId: ShopId, from: string, to: string): Promise<void> {
  await tx
    .updateTable('orders')
    .set({ customer_id: to })
    .where('shop_id', '=', shopId)
    .where('customer_id', '=', from)
    .execute();
}

/** The person leaves these orders; what was sold stays, but for titles of what was made for one person. */
export async function forgetShopper(tx: Tx, shopId: ShopId, orderIds: readonly string[]): Promise<void> {
  for (let start = 0; start < orderIds.length; start += LINES_PER_INSERT) {
    // In a fixed order, as everybody who locks several.
    const ids = orderIds.toSorted().slice(start, start + LINES_PER_INSERT);
    await lockOrders(tx, shopId, ids);
    await tx
      .updateTable('orders')
      .set({ customer_id: null, guest: null, proofs: null })
      .where('shop_id', '=', shopId)
      .where('order_id', 'in', ids)
      .execute();
    await tx
      .updateTable('order_lines')
      .set({ title: '' })
      .where('shop_id', '=', shopId)
      .where('order_id', 'in', ids)
      .where('product_id', 'is', null)
      .execute();
  }
}
