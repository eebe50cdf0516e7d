/** What time alone does to an account: pending points become available, and lots whose last day is over lapse. */
import type { AccountBook, Lot } from './account-book.ts';
import { expireLot } from './expire-lot.ts';
import { matureLot } from './mature-lot.ts';
import { byAge } from './take-points.ts';

/** Books all that is due by `now`, in the order in which it happened. Every booking, and every look at a balance, begins here. */
export function bringToNow(book: AccountBook, now: number): void {
  const due: { at: number; lot: Lot; happen: (book: AccountBook, lot: Lot) => void }[] = [];
  for (const lot of book.lots.values()) {
    const matures = lot.state === 'pending' && lot.remaining > 0 && isOver(lot.availableAt, now);
    if (matures) due.push({ at: lot.availableAt ?? now, lot, happen: matureLot });
    if (lapses(lot, now)) due.push({ at: lot.expiresAt ?? now, lot, happen: expireLot });
  }
  // A lot is available before it lapses; it was pushed in that order, and sorting keeps it.
  due.sort((a, b) => a.at - b.at || (a.happen === b.happen ? byAge(a.lot, b.lot) : a.happen === matureLot ? -1 : 1));
  for (const { lot, happen } of due) happen(book, lot);
}

function isOver(at: number | null, now: number): boolean {
  return at !== null && at <= now;
}

/** Its last moment is still part of its last day. */
function lapses(lot: Lot, now: number): boolean {
  return lot.state !== 'expired' && lot.expiresAt !== null && lot.expiresAt < now;
}
