import type { Reader } from '../../../../db/open.ts';
import type { OrderId, ShopId } from '../../../platform/kit/ids.ts';
import type { OrderEarning } from '../ledger.ts';
import type { Decision } from '../rule-in-force.ts';

/** What was decided for the orders, by order; those that were never fully paid are left out. */
export async function findOrderEarnings(
  handle: Reader,
  shopId: ShopId,
  orderIds: readonly OrderId[],
): Promise<Map<OrderId, OrderEarning>> {
  if (orderIds.length === 0) return new Map();
  const rows = await handle
    .selectFrom('order_earnings')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('order_id', 'in', orderIds)
    .execute();
  return new Map(
    rows.map((row) => [
      row.order_id as OrderId,
      {
        orderId: row.order_id as OrderId,
        accountId: row.account_id,
        decision: row.decision as Decision,
        paidAt: row.paid_at,
        programmeVersion: row.programme_version,
        award: row.award,
        credited: row.credited,
        reversed: row.reversed,
        bookings: row.bookings,
      },
    ]),
  );
}
