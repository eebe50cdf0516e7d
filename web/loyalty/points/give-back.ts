/**
 * Points on their way back to the lots that they were taken from (rule M). A lot that has lapsed meanwhile, or that has no room
 * any more because other points came back to it, gets a twin: of the same origin, and with the same dates unless these are over.
 */
import { type AccountBook, addLot, type Lot, type Posting } from './account-book.ts';
import { expiresAfterReturn } from './booking-terms.ts';

export interface GivingBack {
  postings: Posting[];
  /** What is still owed once these postings are booked. */
  owed: number;
}

export function beginGivingBack(book: AccountBook): GivingBack {
  return { postings: [], owed: book.balance.debt };
}

/** What still fits into the lot. */
export function roomIn({ postings }: GivingBack, lot: Lot): number {
  const planned = postings.reduce((sum, posting) => sum + (posting.lot === lot.id ? posting.points : 0), 0);
  return lot.state === 'expired' ? 0 : lot.credited - lot.remaining - lot.lapsed - planned;
}

/** Plans the return of points to a lot of the book: debt is paid first, a pending lot goes on waiting. */
export function giveTo(book: AccountBook, giving: GivingBack, lot: Lot, points: number, now: number): void {
  const account = lot.state === 'pending' ? 'pending' : 'available';
  const paid = account === 'pending' ? 0 : Math.min(giving.owed, points);
  const fits = Math.min(points - paid, Math.max(0, roomIn(giving, lot)));
  const over = points - paid - fits;
  giving.owed -= paid;
  giving.postings.push({ account: 'debt', lot: null, points: paid }, { account, lot: lot.id, points: fits });
  if (over === 0) return;
  const twin = twinOf(book, lot, now);
  twin.credited = over;
  giving.postings.push({ account, lot: twin.id, points: over });
}

function twinOf(book: AccountBook, lot: Lot, now: number): Lot {
  const { orderId, cause, source, once, availableAt, countsFrom, rule } = lot;
  const expiresAt = lot.state === 'expired' ? expiresAfterReturn(book.terms.expiry, now) : lot.expiresAt;
  const state = lot.state === 'pending' ? 'pending' : 'available';
  return addLot(book, {
    orderId,
    cause,
    source,
    once,
    availableAt,
    countsFrom,
    rule,
    state,
    expiresAt,
    createdAt: now,
  });
}
