/** Books, under the account's lock, the difference between what a decided order should have brought and what the ledger holds. */
import type { Tx } from '../../../db/open.ts';
import type { CustomerId, ShopId } from '../../platform/kit/ids.ts';
import type { AccountBook, LotRule } from './account-book.ts';
import { bringOrderToTarget, held, needsRestoring } from './bring-order-to-target.ts';
import {
  type AccountChange,
  loadBook,
  loadStillTaken,
  lockAccount,
  openAccount,
  type OrderEarning,
  saveBook,
  saveEarning,
} from './ledger.ts';
import { matureLots } from './mature-lots.ts';

export interface OrderBooking {
  /** Needed for an order that has no account yet. */
  customerId: CustomerId | null;
  /** What the ledger knew of the order; null when this is its first booking. */
  known: OrderEarning | null;
  /** What is decided now. */
  decided: Pick<OrderEarning, 'orderId' | 'decision' | 'paidAt' | 'programmeVersion'>;
  /** Points that the order should have brought; called once the account is locked. */
  target(held: number): number;
  /** Ms: when the order came into the state that is being booked. */
  occurredAt: number;
  rule: LotRule;
  /** Maturity of points that count from the given moment, ms; null = not known yet. */
  maturesAt(countsFrom: number): number | null;
}

const NOTHING_YET = { credited: 0, reversed: 0, bookings: 0 };

export async function bookOrder(tx: Tx, shopId: ShopId, now: number, booking: OrderBooking): Promise<AccountChange> {
  const { known, decided } = booking;
  const account = await accountOf(tx, shopId, booking);
  // The person was erased: what becomes of their orders moves nothing any more (rule V).
  if (account.customerId === null) return { customerId: null, rev: account.rev, changed: false, nextMaturity: null };

  const earning: OrderEarning = { ...NOTHING_YET, ...known, ...decided, accountId: account.accountId };
  const book = await loadBook(tx, shopId, account, decided.orderId);
  dateLots(book, booking);
  matureLots(book, now);
  const target = booking.target(held(earning));
  const taken = needsRestoring(earning, target) ? await loadStillTaken(tx, shopId, book, decided.orderId) : [];
  // What the order brings at first counts from its payment; what a later change adds counts from that change, also when at first
  // there was nothing to bring.
  const countsFrom = known?.accountId ? booking.occurredAt : decided.paidAt;
  bringOrderToTarget(book, earning, {
    target,
    occurredAt: countsFrom,
    gain: { countsFrom, availableAt: booking.maturesAt(countsFrom), createdAt: now, rule: booking.rule },
    taken,
  });
  matureLots(book, now);
  if (!known || JSON.stringify(known) !== JSON.stringify({ ...known, ...earning }))
    await saveEarning(tx, shopId, now, earning);
  return saveBook(tx, shopId, now, account, book);
}

async function accountOf(tx: Tx, shopId: ShopId, { known, customerId, decided }: OrderBooking) {
  if (known?.accountId) return lockAccount(tx, shopId, known.accountId);
  if (customerId === null) throw new Error(`order ${decided.orderId} has neither an account nor a customer`);
  return openAccount(tx, shopId, customerId);
}

/** A shipment, a delivery or an earlier payment that became known moves the maturity of what is still pending. */
function dateLots(book: AccountBook, booking: OrderBooking): void {
  const { known, decided } = booking;
  for (const lot of book.lots.values()) {
    if (lot.orderId !== decided.orderId || lot.state !== 'pending') continue;
    if (known !== null && lot.countsFrom === known.paidAt) lot.countsFrom = decided.paidAt;
    const availableAt = booking.maturesAt(lot.countsFrom);
    if (availableAt === lot.availableAt) continue;
    lot.availableAt = availableAt;
    book.touched.add(lot.id);
  }
}
