import type { Reader } from '../../../../db/open.ts';
import type { OrderId, ShopId } from '../../../platform/kit/ids.ts';
import type { OrderEarning } from '../ledger.ts';
import type { Decision } from '../rule-in-force.ts';

/** What was decided for the order; null before it was fully paid. */
export async function findOrderEarning(handle: Reader, shopId: ShopId, orderId: OrderId): Promise<OrderEarning | null> {
  const row = await handle
    .selectFrom('order_earnings')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('order_id', '=', orderId)
    .executeTakeFirst();
  if (!row) return null;
  return {
    orderId,
    accountId: row.account_id,
    decision: row.decision as Decision,
    paidAt: row.paid_at,
    programmeVersion: row.programme_version,
    credited: row.credited,
    reversed: row.reversed,
    bookings: row.bookings,
  };
}
