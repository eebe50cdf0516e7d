import type { Reader, Tx } from '../../../../db/open.ts';
import type { CustomerId, ShopId } from '../../../platform/kit/ids.ts';

export interface Apology {
  orderId: string;
  customerId: CustomerId | null;
  points: number;
  /** `system`, or Shopify's id of the staff member. */
  givenBy: string;
  givenAt: number;
}

/** Whoever counts and then inserts holds the store's row (`looks.ts`). */
export async function insertApology(tx: Tx, shopId: ShopId, apology: Apology): Promise<void> {
  await tx
    .insertInto('shipment_apologies')
    .values({
      shop_id: shopId,
      order_id: apology.orderId,
      customer_id: apology.customerId,
      points: apology.points,
      given_by: apology.givenBy,
      given_at: apology.givenAt,
    })
    .execute();
}

export async function apologiesOf(
  handle: Reader,
  shopId: ShopId,
  orderIds: readonly string[],
): Promise<Map<string, Apology>> {
  if (orderIds.length === 0) return new Map();
  const rows = await handle
    .selectFrom('shipment_apologies')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('order_id', 'in', orderIds)
    .execute();
  return new Map(
    rows.map((row) => [
      row.order_id,
      {
        orderId: row.order_id,
        customerId: row.customer_id as CustomerId | null,
        points: row.points,
        givenBy: row.given_by,
        givenAt: row.given_at,
      },
    ]),
  );
}

/** How many these customers, who are one by now, were given after that moment. */
export async function countApologies(
  tx: Tx,
  shopId: ShopId,
  customerIds: readonly CustomerId[],
  after: number,
): Promise<number> {
  const { count } = await tx
    .selectFrom('shipment_apologies')
    .where('shop_id', '=', shopId)
    .where('customer_id', 'in', customerIds)
    .where('given_at', '>', after)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

/** Points of all customers since that moment. */
export async function pointsGivenSince(tx: Tx, shopId: ShopId, since: number): Promise<number> {
  const { points } = await tx
    .selectFrom('shipment_apologies')
    .where('shop_id', '=', shopId)
    .where('given_at', '>=', since)
    .select((eb) => eb.fn.sum<number | null>('points').as('points'))
    .executeTakeFirstOrThrow();
  return Number(points ?? 0);
}

/** That points were given for the order stays, not to whom. */
export async function forgetCustomers(tx: Tx, shopId: ShopId, orderIds: readonly string[]): Promise<void> {
  if (orderIds.length === 0) return;
  await tx
    .updateTable('shipment_apologies')
    .set({ customer_id: null })
    .where('shop_id', '=', shopId)
    .where('order_id', 'in', orderIds)
    .execute();
}
