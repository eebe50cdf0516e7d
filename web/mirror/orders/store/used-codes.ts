import type { Reader, Tx } from '../../../../db/open.ts';
import type { ShopId } from '../../../platform/kit/ids.ts';
import type { OrderSnapshot } from '../order-snapshot.ts';
import type { UsedCode } from '../used-codes.ts';

/** Four parameters a row. */
const ROWS_PER_INSERT = 1_000;

/** The codes that the orders were placed with, as their newest states tell. */
export async function replaceCodes(
  tx: Tx,
  shopId: ShopId,
  orders: readonly Pick<OrderSnapshot, 'id' | 'codes'>[],
): Promise<void> {
  if (orders.length === 0) return;
  await tx
    .deleteFrom('order_discounts')
    .where('shop_id', '=', shopId)
    .where(
      'order_id',
      'in',
      orders.map(({ id }) => id),
    )
    .execute();
  const rows = orders.flatMap(({ id, codes }) =>
    codes.map(({ code, lines }) => ({ shop_id: shopId, order_id: id, code, lines: JSON.stringify(lines) })),
  );
  for (let start = 0; start < rows.length; start += ROWS_PER_INSERT) {
    await tx
      .insertInto('order_discounts')
      .values(rows.slice(start, start + ROWS_PER_INSERT))
      .execute();
  }
}

/** By order; those without a code are left out. */
export async function codesOfOrders(
  handle: Reader,
  shopId: ShopId,
  orderIds: readonly string[],
): Promise<Map<string, UsedCode[]>> {
  if (orderIds.length === 0) return new Map();
  const rows = await handle
    .selectFrom('order_discounts')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('order_id', 'in', orderIds)
    .orderBy('order_id')
    .orderBy('code')
    .execute();
  const found = new Map<string, UsedCode[]>();
  for (const { order_id: id, code, lines } of rows) {
    const used = { code, lines: JSON.parse(lines) as UsedCode['lines'] };
    found.set(id, [...(found.get(id) ?? []), used]);
  }
  return found;
}

/** Orders that were placed with the code (in capitals). */
export async function ordersWithCode(handle: Reader, shopId: ShopId, code: string): Promise<string[]> {
  const rows = await handle
    .selectFrom('order_discounts')
    .select('order_id')
    .where('shop_id', '=', shopId)
    .where('code', '=', code)
    .orderBy('order_id')
    .execute();
  return rows.map((row) => row.order_id);
}
