/** What customers were credited with, for whoever tells them of it. */
import type { Reader } from '../../../../db/open.ts';
import type { CustomerId, ShopId } from '../../../platform/kit/ids.ts';
import type { GrantSource } from '../grant.ts';

export interface Credit {
  customerId: CustomerId;
  /** An order with all that it brought, its bonuses among it; else the grant, `grant/<key>`. */
  of: { orderId: string } | { cause: string };
  /** Of a grant: what it was for. */
  source: GrantSource | null;
}

/** Of these customers, what was booked since then of things that happened since `since.occurred`; each once. */
export async function creditsSince(
  handle: Reader,
  shopId: ShopId,
  customerIds: readonly CustomerId[],
  since: { booked: number; occurred: number },
): Promise<Credit[]> {
  if (customerIds.length === 0) return [];
  const rows = await handle
    .selectFrom('ledger_entries as entry')
    .innerJoin('points_accounts as account', (join) =>
      join.onRef('account.shop_id', '=', 'entry.shop_id').onRef('account.account_id', '=', 'entry.account_id'),
    )
    .select(['account.customer_id', 'entry.order_id', 'entry.cause', 'entry.source'])
    .distinct()
    .where('entry.shop_id', '=', shopId)
    .where('account.shop_id', '=', shopId)
    .where('account.customer_id', 'in', customerIds)
    .where('entry.kind', 'in', ['earned', 'granted'])
    .where('entry.points', '>', 0)
    .where('entry.booked_at', '>=', since.booked)
    .where('entry.occurred_at', '>=', since.occurred)
    .execute();
  return rows.flatMap(({ customer_id, order_id, cause, source }) => {
    const of = order_id !== null ? { orderId: order_id } : cause !== null ? { cause } : null;
    return of ? [{ customerId: customer_id as CustomerId, of, source: source as GrantSource | null }] : [];
  });
}

export interface Brought {
  /** What is left of it after everything that was taken back. */
  points: number;
  /** Ms from which all of it can be spent; null = now, or nobody knows yet. */
  availableAt: number | null;
  /** Some of it is booked as not to be spent yet. */
  pending: boolean;
}

/** What an order, or a grant, has brought this customer by now. Points for the wait for an order are a grant of their own. */
export async function broughtBy(
  handle: Reader,
  shopId: ShopId,
  customerId: CustomerId,
  of: Credit['of'],
): Promise<Brought> {
  const column = 'orderId' in of ? 'order_id' : 'cause';
  const value = 'orderId' in of ? of.orderId : of.cause;
  const sum = await handle
    .selectFrom('ledger_entries as entry')
    .innerJoin('points_accounts as account', (join) =>
      join.onRef('account.shop_id', '=', 'entry.shop_id').onRef('account.account_id', '=', 'entry.account_id'),
    )
    .select((eb) => eb.fn.coalesce(eb.fn.sum<number>('entry.points'), eb.lit(0)).as('points'))
    .where('entry.shop_id', '=', shopId)
    .where('account.customer_id', '=', customerId)
    .where(`entry.${column}`, '=', value)
    .where('entry.kind', 'in', ['earned', 'granted', 'reversed', 'restored'])
    .$if(column === 'order_id', (all) =>
      all.where((eb) => eb.or([eb('entry.source', 'is', null), eb('entry.source', '!=', 'apology')])),
    )
    .executeTakeFirstOrThrow();
  const lots = await handle
    .selectFrom('points_lots as lot')
    .innerJoin('points_accounts as account', (join) =>
      join.onRef('account.shop_id', '=', 'lot.shop_id').onRef('account.account_id', '=', 'lot.account_id'),
    )
    .select('lot.available_at')
    .where('lot.shop_id', '=', shopId)
    .where('account.customer_id', '=', customerId)
    .where(`lot.${column}`, '=', value)
    .where('lot.state', '=', 'pending')
    .where('lot.remaining', '>', 0)
    .execute();
  const dates = lots.map(({ available_at }) => available_at);
  const known = dates.filter((date) => date !== null);
  return {
    points: Number(sum.points),
    availableAt: known.length === dates.length && known.length > 0 ? Math.max(...known) : null,
    pending: lots.length > 0,
  };
}
