/** Points for rewards, for whoever makes the rewards: taken in one transaction with what is promised for them, given back when it is not kept. */
import type { Tx } from '../../../db/open.ts';
import type { CustomerId, ShopId } from '../../platform/kit/ids.ts';
import type { BookingServices } from './after-booking.ts';
import { type Booked, bookOnce, type NotBooked } from './book-once.ts';
import { redeem, reimburse } from './redeem.ts';
import { causeTotals, redemptionOf } from './store/causes.ts';

export interface RedeemRequest {
  customerId: CustomerId;
  /** Whole, more than zero. */
  points: number;
  redemptionId: string;
  /** The caller's own, unique among the store's redemptions. */
  key: string;
  occurredAt: number;
}

/** All of it or nothing (rules N and P). */
export async function redeemPoints(
  services: BookingServices,
  tx: Tx,
  shopId: ShopId,
  { customerId, points, redemptionId, key, occurredAt }: RedeemRequest,
): Promise<Booked | NotBooked | { outcome: 'too_little'; available: number }> {
  const entryKey = `redeem/${key}`;
  const cause = redemptionCause(redemptionId);
  const input = { customer: customerId, points, redemption: redemptionId };
  return bookOnce<{ outcome: 'too_little'; available: number }>(
    services,
    tx,
    shopId,
    { of: { customerId }, key: entryKey, input },
    (book) => {
      const redeemed = redeem(book, { points, key: entryKey, cause, orderId: null, occurredAt }, input);
      return redeemed.outcome === 'booked' ? redeemed.entry : redeemed;
    },
  );
}

export interface ReimburseRequest {
  redemptionId: string;
  /** How many of its points should have come back by now, in all. */
  total: number;
  key: string;
  occurredAt: number;
  /** The order that they come back from. */
  orderId?: string | null;
}

/** Books what is missing to `total` (rule M); what has come back already is not taken away again. */
export async function reimbursePoints(
  services: BookingServices,
  tx: Tx,
  shopId: ShopId,
  { redemptionId, total, key, occurredAt, orderId = null }: ReimburseRequest,
): Promise<Booked | NotBooked | { outcome: 'nothing' }> {
  const cause = redemptionCause(redemptionId);
  const redemption = await redemptionOf(tx, shopId, cause);
  if (!redemption) return { outcome: 'nothing' };
  const { accountId, allocations } = redemption;
  const entryKey = `reimburse/${key}`;
  const input = { redemption: redemptionId, total };
  let before = 0;
  let most = 0;
  return bookOnce<{ outcome: 'nothing' }>(
    services,
    tx,
    shopId,
    { of: { accountId }, key: entryKey, input },
    (book, now) => {
      const points = Math.min(total, most) - before;
      if (points <= 0) return { outcome: 'nothing' };
      return reimburse(book, { points, key: entryKey, cause, orderId, occurredAt }, allocations, before, input, now);
    },
    async () => {
      const { redeemed, reimbursed } = await causeTotals(tx, shopId, cause);
      before = reimbursed;
      most = redeemed;
      return { lotIds: allocations.map(({ lot }) => lot) };
    },
  );
}

export function redemptionCause(redemptionId: string): string {
  return `redemption/${redemptionId}`;
}
