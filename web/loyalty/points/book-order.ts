/** Books, under the accounts' locks, the differences between what decided orders should have brought and what the ledger holds. */
import type { Tx } from '../../../db/open.ts';
import type { CustomerId, OrderId, ShopId } from '../../platform/kit/ids.ts';
import type { AccountBook, LotRule } from './account-book.ts';
import { bringToNow } from './bring-to-now.ts';
import { expiresAt } from './booking-terms.ts';
import { bringOrderToTarget, held, needsRestoring } from './bring-order-to-target.ts';
import { type AccountChange, openAccounts, type OrderEarning, saveBooks, saveEarnings } from './ledger.ts';
import { inTurn, openPeriods } from './limited-orders.ts';
import type { OrderLimit } from './order-limit.ts';
import { readTerms } from './read-terms.ts';
import { findReturns, type RewardReturn, returnRewards } from './return-rewards.ts';
import { isNobodys, type LockedAccount, loadBooks, loadStillTaken } from './store/books.ts';

export interface OrderBooking {
  /** Needed for an order that has no account yet. */
  customerId: CustomerId | null;
  /** Of an order without a customer: whose points these are until a customer claims them (rule W). */
  guest: string | null;
  /** What the ledger knew of the order; null when this is its first booking. */
  known: OrderEarning | null;
  /** What is decided now. */
  decided: Pick<OrderEarning, 'orderId' | 'decision' | 'paidAt' | 'programmeVersion' | 'award' | 'tier' | 'factors'>;
  /** Points that the order should have brought; called once the account is locked. */
  target(held: number): number;
  /** What the customer's orders may bring in its period; null = as much as they do. */
  limit: OrderLimit | null;
  /** Its period as it was known before; null = the same, or it is new. */
  formerLimit: OrderLimit | null;
  /** Ms: when the order came into the state that is being booked. */
  occurredAt: number;
  rule: LotRule;
  /** Maturity of points that count from the given moment, ms; null = not known yet. */
  maturesAt(countsFrom: number): number | null;
}

const NOTHING_YET = { credited: 0, reversed: 0, bookings: 0 };

/**
 * First what comes back of rewards, then every order once; those of one account are booked one after the other, in the order of their
 * payment. Returns what happened to each account, and which other orders may now get more or less, because a limit is shared.
 */
export async function bookOrders(
  tx: Tx,
  shopId: ShopId,
  now: number,
  bookings: readonly OrderBooking[],
  rewards: readonly RewardReturn[] = [],
): Promise<{ changes: AccountChange[]; alsoAffected: OrderId[] }> {
  const returns = await findReturns(tx, shopId, rewards);
  const { accountOf, byId } = await openTheirAccounts(
    tx,
    shopId,
    bookings,
    returns.map(({ accountId }) => accountId),
  );
  // A person was erased: what becomes of their orders moves nothing any more (rule V).
  const owned = bookings.filter((booking) => !isNobodys(accountOf(booking))).toSorted(inTurn);
  const ofReturns = returns.flatMap(({ accountId }) => byId.get(accountId) ?? []).filter((one) => !isNobodys(one));
  const accounts = [...new Set([...owned.map(accountOf), ...ofReturns])];
  const also = {
    orderIds: owned.map(({ decided }) => decided.orderId),
    lotIds: returns.flatMap(({ allocations }) => allocations.map(({ lot }) => lot)),
  };
  const books = new Map(
    (await loadBooks(tx, shopId, accounts, await readTerms(tx, shopId), also)).map((book, index) => [
      accounts[index],
      book,
    ]),
  );
  const bookOf = (account: LockedAccount): AccountBook => {
    const book = books.get(account);
    if (!book) throw new Error(`the book of account ${account.accountId} was not loaded`);
    return book;
  };
  for (const booking of owned) dateLots(bookOf(accountOf(booking)), booking);
  for (const book of books.values()) bringToNow(book, now);
  await returnRewards(tx, shopId, now, returns, (accountId) => books.get(byId.get(accountId)) ?? null);
  const periods = await openPeriods(
    tx,
    shopId,
    owned.flatMap((booking) =>
      booking.limit
        ? [
            {
              ...booking.decided,
              limit: booking.limit,
              former: booking.formerLimit,
              accountId: accountOf(booking).accountId,
            },
          ]
        : [],
    ),
  );
  const earnings: OrderEarning[] = [];
  for (const booking of owned) {
    const book = bookOf(accountOf(booking));
    const { known, decided } = booking;
    const earning = await bookInto(tx, shopId, now, book, booking, periods.room(decided.orderId));
    periods.note(decided.orderId, held(earning));
    if (!known || JSON.stringify(known) !== JSON.stringify({ ...known, ...earning })) earnings.push(earning);
  }
  await saveEarnings(tx, shopId, now, earnings);
  const booked = accounts.map((account) => ({ account, book: bookOf(account) }));
  return { changes: await saveBooks(tx, shopId, now, booked), alsoAffected: periods.others() };
}

async function bookInto(
  tx: Tx,
  shopId: ShopId,
  now: number,
  book: AccountBook,
  booking: OrderBooking,
  room: number,
): Promise<OrderEarning> {
  const { known, decided } = booking;
  const earning: OrderEarning = { ...NOTHING_YET, ...known, ...decided, accountId: book.accountId };
  const target = Math.min(room, booking.target(held(earning)));
  const taken = needsRestoring(earning, target) ? await loadStillTaken(tx, shopId, book, decided.orderId) : [];
  // What the order brings at first counts from its payment; what a later change adds counts from that change, also when at first
  // there was nothing to bring.
  const countsFrom = known?.accountId ? booking.occurredAt : decided.paidAt;
  const availableAt = booking.maturesAt(countsFrom);
  bringOrderToTarget(book, earning, {
    target,
    occurredAt: countsFrom,
    gain: {
      countsFrom,
      availableAt,
      expiresAt: expiresAt(book.terms.expiry, availableAt),
      createdAt: now,
      rule: booking.rule,
    },
    taken,
  });
  bringToNow(book, now);
  return earning;
}

async function openTheirAccounts(
  tx: Tx,
  shopId: ShopId,
  bookings: readonly OrderBooking[],
  others: readonly string[],
): Promise<{ accountOf(booking: OrderBooking): LockedAccount; byId: ReadonlyMap<string, LockedAccount> }> {
  const { byId, byCustomer, byGuest } = await openAccounts(
    tx,
    shopId,
    [...bookings.flatMap(({ known }) => known?.accountId ?? []), ...others],
    bookings.flatMap(({ known, customerId }) => (known?.accountId ? [] : (customerId ?? []))),
    bookings.flatMap(({ known, customerId, guest }) => (known?.accountId || customerId !== null ? [] : (guest ?? []))),
  );
  const accountOf = ({ known, customerId, guest, decided }: OrderBooking) => {
    const account = known?.accountId
      ? byId.get(known.accountId)
      : customerId === null
        ? byGuest.get(guest ?? '')
        : byCustomer.get(customerId);
    if (!account) throw new Error(`order ${decided.orderId} has neither an account nor a customer`);
    return account;
  };
  return { accountOf, byId };
}

/** A shipment, a delivery or an earlier payment that became known moves the maturity of what is still pending. */
function dateLots(book: AccountBook, booking: OrderBooking): void {
  const { known, decided } = booking;
  for (const lot of book.lots.values()) {
    if (lot.orderId !== decided.orderId || lot.cause !== null || lot.state !== 'pending') continue;
    if (known !== null && lot.countsFrom === known.paidAt) lot.countsFrom = decided.paidAt;
    const availableAt = booking.maturesAt(lot.countsFrom);
    if (availableAt === lot.availableAt) continue;
    lot.availableAt = availableAt;
    lot.expiresAt = expiresAt(book.terms.expiry, availableAt);
    book.touched.add(lot.id);
  }
}
