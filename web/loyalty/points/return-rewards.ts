/**
 * Points of rewards that were used on orders come back with what is refunded of these (rule M): before anything that the orders
 * themselves had brought is taken back. Under the accounts' locks, which `book-order.ts` holds.
 */
import type { Tx } from '../../../db/open.ts';
import type { OrderId, ShopId } from '../../platform/kit/ids.ts';
import type { AccountBook } from './account-book.ts';
import { type Allocation, reimburse } from './redeem.ts';
import { redemptionCause } from './redemptions.ts';
import { causesTotals, type CauseTotals, redemptionsOf } from './store/causes.ts';

export interface RewardReturn {
  redemptionId: string;
  /** How many of its points should have come back by now, in all. */
  toReturn: number;
  orderId: OrderId;
  occurredAt: number;
}

export interface FoundReturn extends RewardReturn {
  cause: string;
  accountId: string;
  allocations: Allocation[];
}

/** With the accounts that the points were taken from, before these are locked. What was never redeemed is left out. */
export async function findReturns(tx: Tx, shopId: ShopId, returns: readonly RewardReturn[]): Promise<FoundReturn[]> {
  const wanted = returns.filter(({ toReturn }) => toReturn > 0);
  const found = await redemptionsOf(
    tx,
    shopId,
    wanted.map(({ redemptionId }) => redemptionCause(redemptionId)),
  );
  return wanted.flatMap((one) => {
    const cause = redemptionCause(one.redemptionId);
    const redemption = found.get(cause);
    return redemption ? [{ ...one, ...redemption, cause }] : [];
  });
}

/** What is missing to what should have come back; once the accounts are locked. `bookOf` null: an erased person's. */
export async function returnRewards(
  tx: Tx,
  shopId: ShopId,
  now: number,
  returns: readonly FoundReturn[],
  bookOf: (accountId: string) => AccountBook | null,
): Promise<void> {
  const totals = await causesTotals(
    tx,
    shopId,
    returns.map(({ cause }) => cause),
  );
  for (const one of returns) {
    const book = bookOf(one.accountId);
    const known = totals.get(one.cause);
    if (book && known) known.reimbursed += returnOne(book, one, known, now);
  }
}

function returnOne(
  book: AccountBook,
  { redemptionId, cause, toReturn, orderId, occurredAt, allocations }: FoundReturn,
  { redeemed, reimbursed }: CauseTotals,
  now: number,
): number {
  const total = Math.min(toReturn, redeemed);
  const points = total - reimbursed;
  if (points <= 0) return 0;
  const key = `order/${orderId}/${cause}/${total}`;
  const input = { redemption: redemptionId, total };
  reimburse(book, { points, key, cause, orderId, occurredAt }, allocations, reimbursed, input, now);
  return points;
}
