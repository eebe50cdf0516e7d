import type { Tx } from '../../../../db/open.ts';
import type { ShopId } from '../../../platform/kit/ids.ts';
import type { ShipmentRecord } from '../shipment-record.ts';
import { toRow } from './shipment-row.ts';

/** Rows of one statement: 22 parameters each. */
const ROWS_AT_ONCE = 500;

export async function saveShipments(tx: Tx, shopId: ShopId, records: readonly ShipmentRecord[]): Promise<void> {
  for (let start = 0; start < records.length; start += ROWS_AT_ONCE) {
    const rows = records.slice(start, start + ROWS_AT_ONCE).map((record) => toRow(shopId, record));
    const moving = Object.keys(rows[0] ?? {}).filter((column) => !KEY.includes(column)) as (keyof (typeof rows)[0])[];
    await tx
      .insertInto('shipments')
      .values(rows)
      .onConflict((conflict) =>
        conflict
          .columns(['shop_id', 'order_id', 'fulfillment_id'])
          .doUpdateSet((eb) => Object.fromEntries(moving.map((column) => [column, eb.ref(`excluded.${column}`)]))),
      )
      .execute();
  }
}
const KEY = ['shop_id', 'order_id', 'fulfillment_id'];

export interface ShipmentKey {
  orderId: string;
  fulfillmentId: string;
}

export async function dropShipments(tx: Tx, shopId: ShopId, keys: readonly ShipmentKey[]): Promise<void> {
  if (keys.length === 0) return;
  for (const table of ['shipment_numbers', 'shipments'] as const) {
    await tx
      .deleteFrom(table)
      .where('shop_id', '=', shopId)
      .where((eb) =>
        eb.or(
          keys.map((key) => eb.and([eb('order_id', '=', key.orderId), eb('fulfillment_id', '=', key.fulfillmentId)])),
        ),
      )
      .execute();
  }
}

/** By these a parcel is found, and by no others any more. */
export async function saveNumbers(
  tx: Tx,
  shopId: ShopId,
  { orderId, fulfillmentId }: ShipmentKey,
  numbers: readonly string[],
): Promise<void> {
  await tx
    .deleteFrom('shipment_numbers')
    .where('shop_id', '=', shopId)
    .where('order_id', '=', orderId)
    .where('fulfillment_id', '=', fulfillmentId)
    .execute();
  if (numbers.length === 0) return;
  await tx
    .insertInto('shipment_numbers')
    .values(numbers.map((number) => ({ shop_id: shopId, order_id: orderId, fulfillment_id: fulfillmentId, number })))
    .execute();
}

/** A carrier shows to whom a parcel went. */
export async function forgetNumbers(tx: Tx, shopId: ShopId, orderIds: readonly string[]): Promise<void> {
  if (orderIds.length === 0) return;
  await tx
    .updateTable('shipments')
    .set({ number: null, url: null })
    .where('shop_id', '=', shopId)
    .where('order_id', 'in', orderIds)
    .execute();
  await tx.deleteFrom('shipment_numbers').where('shop_id', '=', shopId).where('order_id', 'in', orderIds).execute();
}

/** All of which something is still to come are looked at again. */
export async function lookAtAll(tx: Tx, shopId: ShopId, now: number): Promise<void> {
  await tx
    .updateTable('shipments')
    .set({ check_at: now })
    .where('shop_id', '=', shopId)
    .where('check_at', 'is not', null)
    .execute();
}
