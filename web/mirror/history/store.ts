import type { Selectable } from 'kysely';
import { insertMany } from '../../../db/insert-many.ts';
import type { Reader, Tx } from '../../../db/open.ts';
import type { HistoryRunsTable } from '../../../db/schema/history-runs.ts';
import type { ShopId } from '../../platform/kit/ids.ts';

export type HistoryRun = Selectable<HistoryRunsTable>;

export async function findRun(handle: Reader, shopId: ShopId): Promise<HistoryRun | null> {
  return (await handle.selectFrom('history_runs').selectAll().where('shop_id', '=', shopId).executeTakeFirst()) ?? null;
}

/** A new run in place of the one before. */
export async function beginRun(tx: Tx, shopId: ShopId, run: Omit<HistoryRun, 'shop_id'>): Promise<void> {
  await tx
    .insertInto('history_runs')
    .values({ shop_id: shopId, ...run })
    .onConflict((conflict) => conflict.column('shop_id').doUpdateSet(run))
    .execute();
}

export async function updateRun(tx: Tx, shopId: ShopId, changes: Partial<Omit<HistoryRun, 'shop_id'>>): Promise<void> {
  await tx.updateTable('history_runs').set(changes).where('shop_id', '=', shopId).execute();
}

export interface HistoryRow {
  orderId: string;
  /** Empty for the order itself. */
  objectId: string;
  data: string;
}

/** The same text each time, which is compiled once. */
const ROWS_PER_INSERT = 100;

const insertRows = insertMany('history_rows', ['shop_id', 'order_id', 'object_id', 'data'], (insert) =>
  insert.onConflict((conflict) => conflict.columns(['shop_id', 'order_id', 'object_id']).doNothing()),
);

/** What was stored before is stored again without harm. */
export async function saveRows(tx: Tx, shopId: ShopId, rows: readonly HistoryRow[]): Promise<void> {
  for (let start = 0; start < rows.length; start += ROWS_PER_INSERT) {
    await insertRows(
      tx,
      rows.slice(start, start + ROWS_PER_INSERT).map((row) => ({
        shop_id: shopId,
        order_id: row.orderId,
        object_id: row.objectId,
        data: row.data,
      })),
    );
  }
}

/** The rows of the first `limit` orders by id, each order with all of its lines. */
export async function firstOrders(handle: Reader, shopId: ShopId, limit: number): Promise<Map<string, HistoryRow[]>> {
  const ids = await handle
    .selectFrom('history_rows')
    .select('order_id')
    .where('shop_id', '=', shopId)
    .groupBy('order_id')
    .orderBy('order_id')
    .limit(limit)
    .execute();
  const [first, last] = [ids[0], ids.at(-1)];
  if (!first || !last) return new Map();
  const rows = await handle
    .selectFrom('history_rows')
    .select(['order_id', 'object_id', 'data'])
    .where('shop_id', '=', shopId)
    .where('order_id', '>=', first.order_id)
    .where('order_id', '<=', last.order_id)
    .orderBy('order_id')
    .orderBy('object_id')
    .execute();
  return Map.groupBy(
    rows.map((row) => ({ orderId: row.order_id, objectId: row.object_id, data: row.data })),
    ({ orderId }) => orderId,
  );
}

export async function deleteRows(tx: Tx, shopId: ShopId, orderIds: readonly string[]): Promise<void> {
  await tx.deleteFrom('history_rows').where('shop_id', '=', shopId).where('order_id', 'in', orderIds).execute();
}

export async function clearRows(tx: Tx, shopId: ShopId): Promise<void> {
  await tx.deleteFrom('history_rows').where('shop_id', '=', shopId).execute();
}

/** Orders in the file that are one of these, or name one of these customers. */
export async function rowsNaming(
  handle: Reader,
  shopId: ShopId,
  { orderIds, customerGids }: { orderIds: readonly string[]; customerGids: readonly string[] },
): Promise<string[]> {
  if (orderIds.length + customerGids.length === 0) return [];
  const rows = await handle
    .selectFrom('history_rows')
    .select('order_id')
    .distinct()
    .where('shop_id', '=', shopId)
    .where((eb) =>
      eb.or([
        ...(orderIds.length > 0 ? [eb('order_id', 'in', orderIds)] : []),
        ...customerGids.map((gid) => eb.and([eb('object_id', '=', ''), eb('data', 'like', `%"${gid}"%`)])),
      ]),
    )
    .execute();
  return rows.map((row) => row.order_id);
}
