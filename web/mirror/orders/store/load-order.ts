import type { Selectable } from 'kysely';
import { lockRows } from '../../../../db/dialect/differences.ts';
import type { Reader, Tx } from '../../../../db/open.ts';
import type { OrderLinesTable } from '../../../../db/schema/order-lines.ts';
import type { OrdersTable } from '../../../../db/schema/orders.ts';
import type { CustomerId, OrderId, ShopId } from '../../../platform/kit/ids.ts';
import type { LineSnapshot, RefundSnapshot } from '../order-snapshot.ts';
import type { ComparableOrder } from '../which-is-newer.ts';

/** An order as the mirror has it. Money in minor units of the store's currency, times in ms. */
export interface MirroredOrder extends ComparableOrder {
  id: OrderId;
  customerId: CustomerId | null;
  /** Where there is no customer: digest of the address that was given. */
  guest: string | null;
  /** The earliest moment by which it was fully paid; null = never yet. */
  paidAt: number | null;
  deletedAt: number | null;
  lines: LineSnapshot[];
  refunds: (RefundSnapshot & { money: number })[];
}

/** By id. Left out are those of which only a part was seen: a refund, or the deletion. */
export async function loadOrders(
  handle: Reader,
  shopId: ShopId,
  orderIds: readonly string[],
): Promise<Map<string, MirroredOrder>> {
  if (orderIds.length === 0) return new Map();
  return complete(handle, shopId, await seenOrders(handle, shopId, orderIds).execute());
}

/**
 * The same, held until the transaction ends: nobody changes them meanwhile, and of two who ask for one order the second sees
 * what the first left. Whoever acts on an order's state holds it first.
 */
export async function holdOrders(
  tx: Tx,
  shopId: ShopId,
  orderIds: readonly string[],
): Promise<Map<string, MirroredOrder>> {
  if (orderIds.length === 0) return new Map();
  return complete(tx, shopId, await lockRows(tx, seenOrders(tx, shopId, orderIds).orderBy('order_id')).execute());
}

function seenOrders(handle: Reader, shopId: ShopId, orderIds: readonly string[]) {
  return handle
    .selectFrom('orders')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('order_id', 'in', orderIds)
    .where('updated_at', '>=', 0);
}

async function complete(
  handle: Reader,
  shopId: ShopId,
  rows: readonly Selectable<OrdersTable>[],
): Promise<Map<string, MirroredOrder>> {
  if (rows.length === 0) return new Map();
  const ids = rows.map((row) => row.order_id);
  const lines = await handle
    .selectFrom('order_lines')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('order_id', 'in', ids)
    .execute();
  const refunds = await handle
    .selectFrom('order_refunds')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('order_id', 'in', ids)
    .execute();
  const linesOf = Map.groupBy(lines, (line) => line.order_id);
  const refundsOf = Map.groupBy(refunds, (refund) => refund.order_id);
  return new Map(
    rows.map((row) => [
      row.order_id,
      {
        id: row.order_id as OrderId,
        name: row.name,
        customerId: row.customer_id as CustomerId | null,
        guest: row.guest,
        currency: row.currency,
        financialStatus: row.financial_status,
        fulfillmentStatus: row.fulfillment_status,
        sourceName: row.source_name,
        business: row.business === 1,
        test: row.test === 1,
        taxesIncluded: row.taxes_included === 1,
        total: row.total,
        subtotal: row.subtotal,
        placedAt: row.placed_at,
        processedAt: row.processed_at,
        paidAt: row.paid_at,
        cancelledAt: row.cancelled_at,
        deletedAt: row.deleted_at,
        destinationCountry: row.destination_country,
        proofs: row.proofs,
        updatedAt: row.updated_at,
        lines: (linesOf.get(row.order_id) ?? []).map(toLine),
        refunds: (refundsOf.get(row.order_id) ?? []).map((refund) => ({
          id: refund.refund_id,
          createdAt: refund.created_at,
          lines: JSON.parse(refund.lines) as RefundSnapshot['lines'],
          money: refund.money,
          shipping: refund.shipping,
          duties: refund.duties,
          taxOnly: refund.tax_only,
        })),
      },
    ]),
  );
}

function toLine(row: Selectable<OrderLinesTable>): LineSnapshot {
  return {
    id: row.line_id,
    productId: row.product_id,
    variantId: row.variant_id,
    title: row.title,
    sku: row.sku,
    quantity: row.quantity,
    currentQuantity: row.current_quantity,
    unitPrice: row.unit_price,
    discount: row.discount,
    tax: row.tax,
    giftCard: row.gift_card === 1,
    tip: row.tip === 1,
    requiresShipping: row.requires_shipping === 1,
  };
}

export interface OrderHeading {
  id: string;
  name: string;
  customerId: string | null;
  currency: string;
  /** Minor units, as placed. */
  total: number;
  financialStatus: string | null;
  cancelled: boolean;
  processedAt: number;
}

/** A customer's orders, newest first. */
export async function ordersOfCustomer(
  handle: Reader,
  shopId: ShopId,
  customerId: string,
  limit: number,
): Promise<OrderHeading[]> {
  const rows = await handle
    .selectFrom('orders')
    .select(HEADING)
    .where('shop_id', '=', shopId)
    .where('customer_id', '=', customerId)
    .where('deleted_at', 'is', null)
    .orderBy('processed_at', 'desc')
    .limit(limit)
    .execute();
  return rows.map(toHeading);
}

export async function orderHeadings(handle: Reader, shopId: ShopId, ids: readonly string[]): Promise<OrderHeading[]> {
  if (ids.length === 0) return [];
  const rows = await handle
    .selectFrom('orders')
    .select(HEADING)
    .where('shop_id', '=', shopId)
    .where('order_id', 'in', ids)
    .execute();
  return rows.map(toHeading);
}

/** Names such as `#1001`, for whoever only has ids. */
export async function orderNames(handle: Reader, shopId: ShopId, ids: readonly string[]): Promise<Map<string, string>> {
  return new Map(
    (await orderHeadings(handle, shopId, ids)).flatMap(({ id, name }) => (name === '' ? [] : [[id, name]])),
  );
}

const HEADING = [
  'order_id',
  'name',
  'customer_id',
  'currency',
  'total',
  'financial_status',
  'cancelled_at',
  'processed_at',
] as const;

function toHeading(row: {
  order_id: string;
  name: string;
  customer_id: string | null;
  currency: string;
  total: number;
  financial_status: string | null;
  cancelled_at: number | null;
  processed_at: number;
}): OrderHeading {
  return {
    id: row.order_id,
    name: row.name,
    customerId: row.customer_id,
    currency: row.currency,
    total: row.total,
    financialStatus: row.financial_status,
    cancelled: row.cancelled_at !== null,
    processedAt: row.processed_at,
  };
}
