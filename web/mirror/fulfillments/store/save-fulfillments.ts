import { lockRows } from '../../../../db/dialect/differences.ts';
import type { Tx } from '../../../../db/open.ts';
import type { ShopId } from '../../../platform/kit/ids.ts';
import { erasedOrders } from '../../../platform/privacy/erased.ts';
import type { FulfillmentSnapshot } from '../fulfillment-payload.ts';
import { unite } from '../newer-parcel.ts';
import { readParcels } from './load-parcels.ts';

/** Unites what is told with what is known, each parcel by itself. Returns the ids of the orders of which something is different now. */
export async function saveFulfillments(
  tx: Tx,
  shopId: ShopId,
  told: readonly FulfillmentSnapshot[],
): Promise<Set<string>> {
  if (told.length === 0) return new Set();
  const orderIds = [...new Set(told.map(({ orderId }) => orderId))];
  const erased = await erasedOrders(tx, shopId, orderIds);
  const incoming = new Map<string, FulfillmentSnapshot>();
  for (const one of told) {
    // A carrier shows to whom a parcel went.
    const kept = erased.has(one.orderId) ? { ...one, numbers: [], urls: [] } : one;
    const earlier = incoming.get(keyOf(one));
    incoming.set(keyOf(one), earlier ? unite(earlier, kept).united : kept);
  }
  // In a fixed order, so that two transactions which save several never wait in a circle.
  const parcels = [...incoming].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, parcel]) => parcel);

  const known = await lockParcels(tx, shopId, parcels);
  const inserted = await insertNew(
    tx,
    shopId,
    parcels.filter((parcel) => !known.has(keyOf(parcel))),
  );
  // What another transaction has inserted just now is known, too.
  const overtaken = parcels.filter((parcel) => !known.has(keyOf(parcel)) && !inserted.has(keyOf(parcel)));
  for (const [key, parcel] of await lockParcels(tx, shopId, overtaken)) known.set(key, parcel);

  const changed = parcels.flatMap((parcel) => {
    const before = known.get(keyOf(parcel));
    const after = before && unite(before, parcel);
    return after?.changed ? [after.united] : [];
  });
  await update(tx, shopId, changed);
  const fresh = parcels.filter((parcel) => inserted.has(keyOf(parcel)));
  await replaceLines(tx, shopId, fresh, changed);
  return new Set([...fresh, ...changed].map(({ orderId }) => orderId));
}

const keyOf = ({ orderId, id }: { orderId: string; id: string }): string => `${orderId} ${id}`;

/** Those of these parcels that are there, held until the transaction ends. */
async function lockParcels(
  tx: Tx,
  shopId: ShopId,
  parcels: readonly FulfillmentSnapshot[],
): Promise<Map<string, FulfillmentSnapshot>> {
  if (parcels.length === 0) return new Map();
  const ids = parcels.map(({ id }) => id);
  const orderIds = [...new Set(parcels.map(({ orderId }) => orderId))];
  const query = tx
    .selectFrom('fulfillments')
    .select('fulfillment_id')
    .where('shop_id', '=', shopId)
    .where('order_id', 'in', orderIds)
    .where('fulfillment_id', 'in', ids)
    .orderBy('order_id')
    .orderBy('fulfillment_id');
  if ((await lockRows(tx, query).execute()).length === 0) return new Map();
  return new Map((await readParcels(tx, shopId, orderIds)).map((parcel) => [keyOf(parcel), parcel]));
}

async function insertNew(tx: Tx, shopId: ShopId, parcels: readonly FulfillmentSnapshot[]): Promise<Set<string>> {
  if (parcels.length === 0) return new Set();
  const rows = await tx
    .insertInto('fulfillments')
    .values(parcels.map((parcel) => rowOf(shopId, parcel)))
    .onConflict((conflict) => conflict.columns(['shop_id', 'order_id', 'fulfillment_id']).doNothing())
    .returning(['order_id as orderId', 'fulfillment_id as id'])
    .execute();
  return new Set(rows.map(keyOf));
}

/** Of parcels that are there and held. */
async function update(tx: Tx, shopId: ShopId, parcels: readonly FulfillmentSnapshot[]): Promise<void> {
  if (parcels.length === 0) return;
  await tx
    .insertInto('fulfillments')
    .values(parcels.map((parcel) => rowOf(shopId, parcel)))
    .onConflict((conflict) =>
      conflict
        .columns(['shop_id', 'order_id', 'fulfillment_id'])
        .doUpdateSet((eb) => Object.fromEntries(MOVING.map((column) => [column, eb.ref(`excluded.${column}`)]))),
    )
    .execute();
}

function rowOf(shopId: ShopId, parcel: FulfillmentSnapshot) {
  const [number = null, ...moreNumbers] = parcel.numbers;
  const [url = null, ...moreUrls] = parcel.urls;
  return {
    shop_id: shopId,
    order_id: parcel.orderId,
    fulfillment_id: parcel.id,
    status: parcel.status,
    shipment_status: parcel.shipmentStatus,
    tracking_company: parcel.company,
    tracking_number: number,
    tracking_url: url,
    more_numbers: JSON.stringify(moreNumbers),
    more_urls: JSON.stringify(moreUrls),
    estimated_delivery_at: parcel.estimatedDeliveryAt,
    delivered_at: parcel.deliveredAt,
    created_at: parcel.createdAt,
    updated_at: parcel.updatedAt,
  };
}

/** All but the key. */
const MOVING = [
  'status',
  'shipment_status',
  'tracking_company',
  'tracking_number',
  'tracking_url',
  'more_numbers',
  'more_urls',
  'estimated_delivery_at',
  'delivered_at',
  'created_at',
  'updated_at',
] as const;

async function replaceLines(
  tx: Tx,
  shopId: ShopId,
  fresh: readonly FulfillmentSnapshot[],
  changed: readonly FulfillmentSnapshot[],
): Promise<void> {
  if (changed.length > 0) {
    await tx
      .deleteFrom('fulfillment_lines')
      .where('shop_id', '=', shopId)
      .where((eb) =>
        eb.or(changed.map(({ orderId, id }) => eb.and([eb('order_id', '=', orderId), eb('fulfillment_id', '=', id)]))),
      )
      .execute();
  }
  const rows = [...fresh, ...changed].flatMap((parcel) => {
    // A line that is named twice counts as often.
    const units = new Map<string, number>();
    for (const { lineId, quantity } of parcel.lines ?? []) units.set(lineId, (units.get(lineId) ?? 0) + quantity);
    return [...units].map(([line_id, quantity]) => ({
      shop_id: shopId,
      order_id: parcel.orderId,
      fulfillment_id: parcel.id,
      line_id,
      quantity,
    }));
  });
  for (let start = 0; start < rows.length; start += LINES_PER_INSERT) {
    await tx
      .insertInto('fulfillment_lines')
      .values(rows.slice(start, start + LINES_PER_INSERT))
      .execute();
  }
}

/** Five parameters a row. */
const LINES_PER_INSERT = 1_000;
