import type { Reader } from '../../../../db/open.ts';
import type { CustomerId, OrderId, ShopId } from '../../../platform/kit/ids.ts';
import type { LineFactors } from '../earn-rules.ts';
import type { OrderEarning } from '../ledger.ts';
import { ownersOf } from './accounts.ts';
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
        tier: row.tier,
        factors: row.factors === null ? {} : (JSON.parse(row.factors) as LineFactors),
        credited: row.credited,
        reversed: row.reversed,
        bookings: row.bookings,
      },
    ]),
  );
}

/** What was decided for the orders that earn by themselves, of these customers. */
export async function earningsOf(
  handle: Reader,
  shopId: ShopId,
  customerIds: readonly CustomerId[],
): Promise<(Pick<OrderEarning, 'orderId' | 'paidAt' | 'programmeVersion' | 'factors'> & { customerId: CustomerId })[]> {
  const owners = await ownersOf(handle, shopId, customerIds);
  if (owners.size === 0) return [];
  const rows = await handle
    .selectFrom('order_earnings')
    .select(['account_id', 'order_id', 'paid_at', 'programme_version', 'factors'])
    .where('shop_id', '=', shopId)
    .where('account_id', 'in', [...owners.keys()])
    .where('decision', '=', 'earning')
    .where('award', 'is', null)
    .execute();
  return rows.map((row) => ({
    customerId: ownerIn(owners, row.account_id),
    orderId: row.order_id as OrderId,
    paidAt: row.paid_at,
    programmeVersion: row.programme_version,
    factors: row.factors === null ? {} : (JSON.parse(row.factors) as LineFactors),
  }));
}

interface Held {
  orderId: OrderId;
  paidAt: number;
  award: number | null;
  held: number;
}

/** What orders hold that earn and were paid in [from, until), ms; of these accounts. */
export async function earningsIn(
  handle: Reader,
  shopId: ShopId,
  accountIds: readonly string[],
  period: { from: number; until: number },
): Promise<(Held & { accountId: string })[]> {
  const rows = await earnedIn(handle, shopId, period)
    .select(['order_earnings.account_id', ...HELD])
    .where('order_earnings.account_id', 'in', accountIds)
    .execute();
  return rows.map((row) => ({ accountId: row.account_id ?? '', ...toHeld(row) }));
}

/** The same of customers. */
export async function earningsOfCustomers(
  handle: Reader,
  shopId: ShopId,
  customerIds: readonly CustomerId[],
  period: { from: number; until: number },
): Promise<(Held & { customerId: string })[]> {
  const owners = await ownersOf(handle, shopId, customerIds);
  if (owners.size === 0) return [];
  const earnings = await earningsIn(handle, shopId, [...owners.keys()], period);
  return earnings.map(({ accountId, ...earning }) => ({ customerId: ownerIn(owners, accountId), ...earning }));
}

function ownerIn(owners: ReadonlyMap<string, CustomerId>, accountId: string | null): CustomerId {
  const owner = owners.get(accountId ?? '');
  if (owner === undefined) throw new Error('an earning of an account that was not asked for');
  return owner;
}

const HELD = [
  'order_earnings.order_id',
  'order_earnings.paid_at',
  'order_earnings.award',
  'order_earnings.credited',
  'order_earnings.reversed',
] as const;

function earnedIn(handle: Reader, shopId: ShopId, { from, until }: { from: number; until: number }) {
  return handle
    .selectFrom('order_earnings')
    .where('order_earnings.shop_id', '=', shopId)
    .where('order_earnings.decision', '=', 'earning')
    .where('order_earnings.paid_at', '>=', from)
    .where('order_earnings.paid_at', '<', until);
}

function toHeld(row: {
  order_id: string;
  paid_at: number;
  award: number | null;
  credited: number;
  reversed: number;
}): Held {
  const held = row.credited - row.reversed;
  return { orderId: row.order_id as OrderId, paidAt: row.paid_at, award: row.award, held };
}
