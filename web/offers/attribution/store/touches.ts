/** Touches and the sums of each day. */
import { sql } from 'kysely';
import type { Reader, Tx } from '../../../../db/open.ts';
import type { ShopId } from '../../../platform/kit/ids.ts';
import type { Surface } from '../api-types.ts';

export interface KeptTouch {
  surface: Surface;
  kind: 'view' | 'click' | 'cart' | 'code';
  orderId: string;
  customerId: string | null;
  productId: string | null;
  halfHour: number;
  code: string | null;
  at: number;
}

/** False: there was the same within this half hour. */
export async function insertTouch(tx: Tx, shopId: ShopId, touch: KeptTouch): Promise<boolean> {
  const result = await tx
    .insertInto('touches')
    .values({
      shop_id: shopId,
      order_id: touch.orderId,
      half_hour: touch.halfHour,
      surface: touch.surface,
      kind: touch.kind,
      product_id: touch.productId ?? '',
      customer_id: touch.customerId,
      code: touch.code,
      at: touch.at,
    })
    .onConflict((conflict) =>
      conflict.columns(['shop_id', 'order_id', 'half_hour', 'surface', 'kind', 'product_id']).doNothing(),
    )
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** The last click wins, so its moment is that of the last one. */
export async function renewTouch(tx: Tx, shopId: ShopId, touch: KeptTouch): Promise<void> {
  await tx
    .updateTable('touches')
    .set({ at: touch.at })
    .where('shop_id', '=', shopId)
    .where('order_id', '=', touch.orderId)
    .where('half_hour', '=', touch.halfHour)
    .where('surface', '=', touch.surface)
    .where('kind', '=', touch.kind)
    .where('product_id', '=', touch.productId ?? '')
    .where('at', '<', touch.at)
    .execute();
}

export async function countSince(tx: Tx, shopId: ShopId, orderId: string, halfHour: number): Promise<number> {
  const row = await tx
    .selectFrom('touches')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('shop_id', '=', shopId)
    .where('order_id', '=', orderId)
    .where('half_hour', '>=', halfHour)
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Where the order was looked at already. */
export async function placesLookedAt(tx: Tx, shopId: ShopId, orderId: string): Promise<Surface[]> {
  const rows = await tx
    .selectFrom('touches')
    .select('surface')
    .distinct()
    .where('shop_id', '=', shopId)
    .where('order_id', '=', orderId)
    .where('kind', '=', 'view')
    .execute();
  return rows.map((row) => row.surface as Surface);
}

export interface DaySums {
  visits: number;
  /** First looks there. */
  orders: number;
  /** First look-ups anywhere. */
  newOrders: number;
  clicks: number;
  carts: number;
}

export async function addToDay(tx: Tx, shopId: ShopId, day: string, surface: Surface, more: DaySums): Promise<void> {
  const { newOrders, ...same } = more;
  await tx
    .insertInto('touch_days')
    .values({ shop_id: shopId, day, surface, ...same, new_orders: newOrders })
    .onConflict((conflict) =>
      conflict.columns(['shop_id', 'day', 'surface']).doUpdateSet((eb) => ({
        visits: eb('touch_days.visits', '+', more.visits),
        orders: eb('touch_days.orders', '+', more.orders),
        new_orders: eb('touch_days.new_orders', '+', newOrders),
        clicks: eb('touch_days.clicks', '+', more.clicks),
        carts: eb('touch_days.carts', '+', more.carts),
      })),
    )
    .execute();
}

/** Between two days, both included. */
export async function daySums(
  handle: Reader,
  shopId: ShopId,
  from: string,
  to: string,
): Promise<(DaySums & { day: string; surface: Surface })[]> {
  const rows = await handle
    .selectFrom('touch_days')
    .select(['day', 'surface', 'visits', 'orders', 'new_orders as newOrders', 'clicks', 'carts'])
    .where('shop_id', '=', shopId)
    .where('day', '>=', from)
    .where('day', '<=', to)
    .execute();
  return rows.map((row) => ({ ...row, surface: row.surface as Surface }));
}

/** Whether an order of the store could have followed anything. */
export async function hasFollowable(handle: Reader, shopId: ShopId): Promise<boolean> {
  const row = await anythingButLooks(handle, shopId).select('at').limit(1).executeTakeFirst();
  return row !== undefined;
}

/** What these customers clicked or put into the cart since then. */
export async function clicksOf(
  handle: Reader,
  shopId: ShopId,
  customerIds: readonly string[],
  since: number,
): Promise<{ customerId: string; surface: Surface; orderId: string; productId: string | null; at: number }[]> {
  if (customerIds.length === 0) return [];
  const rows = await anythingButLooks(handle, shopId)
    .select(['customer_id', 'surface', 'order_id', 'product_id', 'at'])
    .where('customer_id', 'in', customerIds)
    .where('at', '>=', since)
    .where('kind', '<>', 'code')
    .execute();
  return rows.flatMap(({ customer_id: customerId, surface, order_id: orderId, product_id: productId, at }) =>
    customerId === null ? [] : [{ customerId, surface: surface as Surface, orderId, productId: productId || null, at }],
  );
}

/** Where these codes (in capitals) were handed over. */
export async function handedCodes(
  handle: Reader,
  shopId: ShopId,
  codes: readonly string[],
): Promise<Map<string, { surface: Surface; orderId: string; at: number }>> {
  if (codes.length === 0) return new Map();
  const rows = await handle
    .selectFrom('touches')
    .select(['code', 'surface', 'order_id', 'at'])
    .where('shop_id', '=', shopId)
    .where('code', 'is not', null)
    .where('code', 'in', codes)
    .execute();
  return new Map(
    rows.map((row) => [row.code ?? '', { surface: row.surface as Surface, orderId: row.order_id, at: row.at }]),
  );
}

/** The same words as in the index that leaves the looks out. */
const NO_LOOK = sql<boolean>`kind <> 'view'`;

function anythingButLooks(handle: Reader, shopId: ShopId) {
  return handle.selectFrom('touches').where('shop_id', '=', shopId).where(NO_LOOK);
}

export async function reassignTouches(tx: Tx, shopId: ShopId, from: string, to: string): Promise<void> {
  await tx
    .updateTable('touches')
    .set({ customer_id: to })
    .where('shop_id', '=', shopId)
    .where(NO_LOOK)
    .where('customer_id', '=', from)
    .execute();
}

/** Of a person: beside their orders, oldest first. */
export async function touchesBeside(handle: Reader, shopId: ShopId, orderIds: readonly string[]): Promise<KeptTouch[]> {
  if (orderIds.length === 0) return [];
  const rows = await handle
    .selectFrom('touches')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('order_id', 'in', orderIds)
    .orderBy('at')
    .execute();
  return rows.map((row) => ({
    surface: row.surface as Surface,
    kind: row.kind,
    orderId: row.order_id,
    customerId: row.customer_id,
    productId: row.product_id || null,
    halfHour: row.half_hour,
    code: row.code,
    at: row.at,
  }));
}

/** Beside these orders, and of these customers. The sums stay. */
export async function dropTouchesOf(
  tx: Tx,
  shopId: ShopId,
  { orderIds, customerIds }: { orderIds: readonly string[]; customerIds: readonly string[] },
): Promise<void> {
  const ofStore = tx.deleteFrom('touches').where('shop_id', '=', shopId);
  if (orderIds.length > 0) await ofStore.where('order_id', 'in', orderIds).execute();
  if (customerIds.length > 0) await ofStore.where(NO_LOOK).where('customer_id', 'in', customerIds).execute();
}

/** Of all stores the oldest, some at a time; returns how many. */
export async function dropTouchesBefore(tx: Tx, moment: number, limit: number): Promise<number> {
  const old = tx.selectFrom('touches').select('at').where('at', '<', moment).orderBy('at').limit(limit).as('old');
  const result = await tx
    .deleteFrom('touches')
    .where('at', '<=', (eb) => eb.selectFrom(old).select((of) => of.fn.max('old.at').as('last')))
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}
