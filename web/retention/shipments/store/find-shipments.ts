import type { Reader } from '../../../../db/open.ts';
import type { ShopId } from '../../../platform/kit/ids.ts';
import { type ShipmentState, shipmentStates, type ShipmentTab } from '../api-types.ts';
import type { ShipmentRecord } from '../shipment-record.ts';
import { fromRow } from './shipment-row.ts';

/** By order. */
export async function shipmentsOfOrders(
  handle: Reader,
  shopId: ShopId,
  orderIds: readonly string[],
): Promise<Map<string, ShipmentRecord[]>> {
  if (orderIds.length === 0) return new Map();
  const rows = await handle
    .selectFrom('shipments')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('order_id', 'in', orderIds)
    .execute();
  return Map.groupBy(rows.map(fromRow), ({ orderId }) => orderId);
}

/** Search keys of the tracking numbers, by `<order> <fulfilment>`. */
export async function numbersOfOrders(
  handle: Reader,
  shopId: ShopId,
  orderIds: readonly string[],
): Promise<Map<string, string[]>> {
  if (orderIds.length === 0) return new Map();
  const rows = await handle
    .selectFrom('shipment_numbers')
    .select(['order_id', 'fulfillment_id', 'number'])
    .where('shop_id', '=', shopId)
    .where('order_id', 'in', orderIds)
    .execute();
  const numbers = new Map<string, string[]>();
  for (const row of rows) {
    const key = `${row.order_id} ${row.fulfillment_id}`;
    numbers.set(key, [...(numbers.get(key) ?? []), row.number]);
  }
  return numbers;
}

/** Of which of these carriers, as Shopify names them, something was heard since then. */
export async function companiesHeardOf(
  handle: Reader,
  shopId: ShopId,
  companies: readonly string[],
  since: number,
): Promise<Set<string>> {
  const heard = new Set<string>();
  for (const company of new Set(companies)) {
    const row = await handle
      .selectFrom('shipments')
      .select('company')
      .where('shop_id', '=', shopId)
      .where('company', '=', company)
      .where('reported_at', '>=', since)
      .limit(1)
      .executeTakeFirst();
    if (row) heard.add(company);
  }
  return heard;
}

export interface DueOrder {
  checkAt: number;
  orderId: string;
}

/** Orders with a parcel that time may have made late, after the given one, the longest due first; one may come several times. */
export async function dueOrders(
  handle: Reader,
  shopId: ShopId,
  now: number,
  page: { after: DueOrder; limit: number },
): Promise<DueOrder[]> {
  return handle
    .selectFrom('shipments')
    .select((eb) => [eb.ref('check_at').$notNull().as('checkAt'), 'order_id as orderId'])
    .where('shop_id', '=', shopId)
    .where('check_at', '<=', now)
    .where((eb) => eb(eb.refTuple('check_at', 'order_id'), '>', eb.tuple(page.after.checkAt, page.after.orderId)))
    .orderBy('check_at')
    .orderBy('order_id')
    .limit(page.limit)
    .execute();
}

/** Ms, after now; null = nothing is still to come. */
export async function nextCheck(handle: Reader, shopId: ShopId, now: number): Promise<number | null> {
  const row = await handle
    .selectFrom('shipments')
    .select('check_at')
    .where('shop_id', '=', shopId)
    .where('check_at', '>', now)
    .orderBy('check_at')
    .limit(1)
    .executeTakeFirst();
  return row?.check_at ?? null;
}

export interface ShipmentCursor {
  startedAt: number;
  orderId: string;
  fulfillmentId: string;
}

/** What was sent last comes first. `orderIds`: of these alone. */
export async function listShipments(
  handle: Reader,
  shopId: ShopId,
  page: { tab: ShipmentTab; orderIds: readonly string[] | null; after: ShipmentCursor | null; limit: number },
): Promise<ShipmentRecord[]> {
  const { tab, orderIds, after } = page;
  let query = handle
    .selectFrom('shipments')
    .selectAll()
    .where('shop_id', '=', shopId)
    .orderBy('started_at', 'desc')
    .orderBy('order_id', 'desc')
    .orderBy('fulfillment_id', 'desc')
    .limit(page.limit);
  if (tab !== 'all') query = query.where('state', '=', tab);
  if (orderIds) query = query.where('order_id', 'in', orderIds);
  if (after)
    query = query.where((eb) =>
      eb(
        eb.refTuple('started_at', 'order_id', 'fulfillment_id'),
        '<',
        eb.tuple(after.startedAt, after.orderId, after.fulfillmentId),
      ),
    );
  return (await query.execute()).map(fromRow);
}

/** At most so many are counted of a kind: whoever has more wants no number. */
export async function countShipments(
  handle: Reader,
  shopId: ShopId,
  most: number,
): Promise<Record<ShipmentTab, number>> {
  const of = async (state: ShipmentState) => {
    const { count } = await handle
      .selectFrom((from) =>
        from
          .selectFrom('shipments')
          .select('state')
          .where('shop_id', '=', shopId)
          .where('state', '=', state)
          .limit(most)
          .as('some'),
      )
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    return count;
  };
  const counts = { late: 0, stuck: 0, unshipped: 0, moving: 0, delivered: 0, ended: 0 };
  for (const state of shipmentStates) counts[state] = await of(state);
  const all = shipmentStates.reduce((sum, state) => sum + counts[state], 0);
  return { ...counts, all: Math.min(most, all) };
}

/** Of orders whose name, or one of whose tracking numbers, begins so: at most so many of each. `key`: of `searchKey`, not empty. */
export async function ordersByKey(handle: Reader, shopId: ShopId, key: string, limit: number): Promise<string[]> {
  // Of capitals and digits alone nothing lies between the two that does not begin so.
  const end = key + 'Z'.repeat(61);
  const named = await handle
    .selectFrom('shipments')
    .select('order_id')
    .distinct()
    .where('shop_id', '=', shopId)
    .where('order_key', '>=', key)
    .where('order_key', '<=', end)
    .limit(limit)
    .execute();
  const numbered = await handle
    .selectFrom('shipment_numbers')
    .select('order_id')
    .distinct()
    .where('shop_id', '=', shopId)
    .where('number', '>=', key)
    .where('number', '<=', end)
    .limit(limit)
    .execute();
  return [...new Set([...named, ...numbered].map((row) => row.order_id))];
}
