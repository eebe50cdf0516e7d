/** Orders of a store's members with their parcels, made by rows: what the tracking page is read from. */
import type { Insertable } from 'kysely';
import { insertMany } from '../../db/insert-many.ts';
import type { Tx } from '../../db/open.ts';
import type { Database } from '../../db/schema/index.ts';
import type { OrderId } from '../../web/platform/kit/ids.ts';
import { withDb } from './databases.ts';
import type { Members } from './members.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const IN_A_COMMIT = 500;
/** Statements of so many rows are compiled once. */
const AT_ONCE = 100;
const PRODUCTS = 500;
const ALSO_BOUGHT = 12;
const POINTS = 30;
const CARRIERS = ['UPS', 'USPS', 'DHL Express', 'FedEx'];
const SCANS = ['label_printed', 'carrier_picked_up', 'in_transit', 'out_for_delivery'];

export interface TrackedOrder {
  orderId: OrderId;
  /** `#1001` */
  name: string;
  customerId: string;
}

/** Two lines each; one in six with nothing sent yet, the others in one or two parcels with four scans each. */
export async function addTrackedOrders(
  url: string,
  { shopId, customerIds }: Members,
  orders: number,
): Promise<TrackedOrder[]> {
  const now = Date.now();
  const made = Array.from({ length: orders }, (_, index) => ({
    index,
    orderId: String(8_000_000_000_000 + index) as OrderId,
    name: `#${1001 + index}`,
    customerId: customerIds[(index * 7_919) % customerIds.length] ?? '',
  }));
  await withDb(url, async (db) => {
    await db.transaction((tx) => addProducts(tx, shopId, now));
    for (let start = 0; start < orders; start += IN_A_COMMIT) {
      const some = made.slice(start, start + IN_A_COMMIT);
      await db.transaction((tx) => addOrders(tx, shopId, some, now));
    }
  });
  return made;
}

type ShopId = Members['shopId'];
type Numbered = TrackedOrder & { index: number };

async function addOrders(tx: Tx, shop_id: ShopId, orders: readonly Numbered[], now: number): Promise<void> {
  const placedAt = ({ index }: Numbered) => now - (index % 60) * DAY - 6 * HOUR;
  const lines = orders.flatMap((order) => [0, 1].map((position) => lineOf(shop_id, order, position)));
  const parcels = orders.flatMap((order) =>
    (order.index % 6 === 0 ? [] : order.index % 6 === 1 ? [[0], [1]] : [[0, 1]]).map((held, number) => ({
      order,
      held,
      names: { shop_id, order_id: order.orderId, fulfillment_id: `${order.orderId}${number}` },
    })),
  );
  await ordersIn(
    tx,
    orders.map((order) => ({
      shop_id,
      order_id: order.orderId,
      name: order.name,
      customer_id: order.customerId,
      currency: 'USD',
      financial_status: 'paid',
      fulfillment_status: order.index % 6 === 0 ? null : 'fulfilled',
      business: 0,
      test: 0,
      taxes_included: 0,
      total: 4_000,
      subtotal: 4_000,
      placed_at: placedAt(order),
      processed_at: placedAt(order),
      paid_at: placedAt(order),
      updated_at: placedAt(order),
      destination_country: 'US',
      to_ship: 2,
    })),
  );
  await linesIn(tx, lines);
  await parcelsIn(
    tx,
    parcels.map(({ order, names }) => ({
      ...names,
      status: 'success',
      shipment_status: 'in_transit',
      tracking_company: CARRIERS[order.index % CARRIERS.length] ?? null,
      tracking_number: `TEST${names.fulfillment_id}`,
      created_at: placedAt(order) + HOUR,
      updated_at: placedAt(order) + HOUR,
    })),
  );
  await heldIn(
    tx,
    parcels.flatMap(({ order, held, names }) =>
      held.map((position) => ({ ...names, line_id: `${order.orderId}${position}`, quantity: 1 })),
    ),
  );
  await eventsIn(
    tx,
    parcels.flatMap(({ order, names }) =>
      SCANS.map((status, step) => ({
        ...names,
        event_id: `${names.fulfillment_id}${step}`,
        status,
        city: 'Albany',
        country: 'US',
        happened_at: placedAt(order) + (step + 1) * HOUR,
        estimated_delivery_at: placedAt(order) + 4 * DAY,
      })),
    ),
  );
  const earned = orders.map((order) => ({
    order,
    of: { shop_id, account_id: `account-${order.customerId}`, order_id: order.orderId },
    entryId: `earned-${order.orderId}`,
    seq: 1_000 + order.index,
  }));
  await earningsIn(
    tx,
    earned.map(({ order, of }) => ({
      ...of,
      decision: 'earning',
      paid_at: placedAt(order),
      programme_version: 1,
      credited: POINTS,
      reversed: 0,
      bookings: 1,
      decided_at: placedAt(order),
    })),
  );
  await entriesIn(
    tx,
    earned.map(({ order, of, entryId, seq }) => ({
      ...of,
      entry_id: entryId,
      seq,
      kind: 'earned' as const,
      key: entryId,
      input_hash: '',
      occurred_at: placedAt(order),
      booked_at: placedAt(order),
      actor: 'system' as const,
      points: POINTS,
      available_after: 0,
      pending_after: 0,
      debt_after: 0,
    })),
  );
  await lotsIn(
    tx,
    earned.map(({ order, of, entryId, seq }) => ({
      ...of,
      lot_id: entryId,
      seq,
      credited: POINTS,
      remaining: POINTS,
      state: 'pending' as const,
      available_at: now + DAY,
      counts_from: placedAt(order),
      created_at: placedAt(order),
    })),
  );
}

function lineOf(shop_id: ShopId, { orderId, index }: Numbered, position: number): Insertable<Database['order_lines']> {
  const product_id = productId(index * 31 + position * 17);
  return {
    shop_id,
    order_id: orderId,
    line_id: `${orderId}${position}`,
    product_id,
    variant_id: `${product_id}1`,
    title: `Product ${product_id}`,
    quantity: 1,
    current_quantity: 1,
    unit_price: 2_000,
    discount: 0,
    tax: 0,
    gift_card: 0,
    tip: 0,
    requires_shipping: 1,
  };
}

const productId = (index: number) => String(7_000_000_000_000 + (index % PRODUCTS));

async function addProducts(tx: Tx, shop_id: ShopId, now: number): Promise<void> {
  const all = Array.from({ length: PRODUCTS }, (_, index) => ({ shop_id, index, product_id: productId(index) }));
  await productsIn(
    tx,
    all.map(({ product_id }) => ({
      shop_id,
      product_id,
      title: `Product ${product_id}`,
      handle: `product-${product_id}`,
      tags: '[]',
      status: 'active',
      gift_card: 0,
      tracks_inventory: 0,
      image_url: `https://cdn.example.com/${product_id}.jpg`,
      updated_at: now,
    })),
  );
  await variantsIn(
    tx,
    all.map(({ product_id }) => ({
      shop_id,
      product_id,
      variant_id: `${product_id}1`,
      title: 'Default Title',
      price: '20.00',
      position: 1,
    })),
  );
  await alsoBoughtIn(
    tx,
    all.flatMap(({ product_id, index }) =>
      Array.from({ length: ALSO_BOUGHT }, (_, other) => ({
        shop_id,
        product_id,
        other_id: productId(index + (other + 1) * 13),
        buyers: 40 - other,
        score: 1_000 - other,
      })),
    ),
  );
}

/** Writes rows that all have the columns of the first. */
function into<Table extends keyof Database>(table: Table) {
  let insert: ((tx: Tx, rows: readonly Insertable<Database[Table]>[]) => Promise<unknown>) | undefined;
  return async (tx: Tx, rows: readonly Insertable<Database[Table]>[]): Promise<void> => {
    const columns = Object.keys(rows[0] ?? {}) as (keyof Insertable<Database[Table]> & string)[];
    insert ??= insertMany(table, columns, (plain) => plain);
    for (let start = 0; start < rows.length; start += AT_ONCE) await insert(tx, rows.slice(start, start + AT_ONCE));
  };
}
const ordersIn = into('orders');
const linesIn = into('order_lines');
const parcelsIn = into('fulfillments');
const heldIn = into('fulfillment_lines');
const eventsIn = into('fulfillment_events');
const earningsIn = into('order_earnings');
const entriesIn = into('ledger_entries');
const lotsIn = into('points_lots');
const productsIn = into('products');
const variantsIn = into('product_variants');
const alsoBoughtIn = into('also_bought');
