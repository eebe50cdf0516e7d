/** Orders that followed a click. What an order followed is written once; what it brought, whenever it changes. */
import type { Reader, Tx } from '../../../../db/open.ts';
import type { ShopId } from '../../../platform/kit/ids.ts';
import type { Surface } from '../api-types.ts';
import type { Followed } from '../decide-attribution.ts';

export interface Brought {
  state: 'unpaid' | 'paid' | 'void';
  revenue: number;
  refunded: number;
}

export async function attributedAmong(
  handle: Reader,
  shopId: ShopId,
  orderIds: readonly string[],
): Promise<Set<string>> {
  if (orderIds.length === 0) return new Set();
  const rows = await handle
    .selectFrom('attributed_orders')
    .select('order_id')
    .where('shop_id', '=', shopId)
    .where('order_id', 'in', orderIds)
    .execute();
  return new Set(rows.map((row) => row.order_id));
}

/** Whether any order of the store has followed a click, ever. */
export async function hasAttributed(handle: Reader, shopId: ShopId): Promise<boolean> {
  const one = handle.selectFrom('attributed_orders').select('order_id').where('shop_id', '=', shopId).limit(1);
  return (await one.executeTakeFirst()) !== undefined;
}

export async function insertAttributed(
  tx: Tx,
  shopId: ShopId,
  orderId: string,
  { followed, brought, day }: { followed: Followed; brought: Brought; day: string },
): Promise<void> {
  await tx
    .insertInto('attributed_orders')
    .values({
      shop_id: shopId,
      order_id: orderId,
      surface: followed.surface,
      beside_order_id: followed.orderId,
      clicked_at: followed.at,
      product_id: followed.productId ?? '',
      with_discount: Number(followed.withDiscount),
      day,
      ...brought,
    })
    .onConflict((conflict) => conflict.columns(['shop_id', 'order_id']).doUpdateSet(brought))
    .execute();
}

export async function updateAttributed(tx: Tx, shopId: ShopId, orderId: string, brought: Brought): Promise<void> {
  await tx
    .updateTable('attributed_orders')
    .set(brought)
    .where('shop_id', '=', shopId)
    .where('order_id', '=', orderId)
    .execute();
}

export interface AttributedSums {
  day: string;
  surface: Surface;
  state: 'unpaid' | 'paid';
  orders: number;
  withDiscount: number;
  revenue: number;
  refunded: number;
}

/** Of orders placed between two days, both included. */
export async function attributedSums(
  handle: Reader,
  shopId: ShopId,
  from: string,
  to: string,
): Promise<AttributedSums[]> {
  const rows = await handle
    .selectFrom('attributed_orders')
    .where('shop_id', '=', shopId)
    .where('day', '>=', from)
    .where('day', '<=', to)
    .where('state', '<>', 'void')
    .groupBy(['day', 'surface', 'state'])
    .select((eb) => [
      'day',
      'surface',
      'state',
      eb.fn.countAll<number>().as('orders'),
      eb.fn.sum<number>('with_discount').as('withDiscount'),
      eb.fn.sum<number>('revenue').as('revenue'),
      eb.fn.sum<number>('refunded').as('refunded'),
    ])
    .execute();
  return rows.map((row) => ({
    ...row,
    surface: row.surface as Surface,
    state: row.state === 'paid' ? 'paid' : 'unpaid',
  }));
}

/** Those of these orders that followed something, for whoever asks for their data. */
export async function attributedOf(
  handle: Reader,
  shopId: ShopId,
  orderIds: readonly string[],
): Promise<{ orderId: string; besideOrderId: string; clickedAt: number }[]> {
  if (orderIds.length === 0) return [];
  return handle
    .selectFrom('attributed_orders')
    .select(['order_id as orderId', 'beside_order_id as besideOrderId', 'clicked_at as clickedAt'])
    .where('shop_id', '=', shopId)
    .where('order_id', 'in', orderIds)
    .orderBy('clicked_at')
    .execute();
}
