/** Pending points whose window has ended become available, and pay debt first (rules D and O). */
import { type AccountBook, type Balance, creditPostings, type Lot, write } from './account-book.ts';
import { byAge } from './take-points.ts';

/** Books every lot that is due by `now`, in the order of maturity. */
export function matureLots(book: AccountBook, now: number): void {
  for (const lot of dueLots([...book.lots.values()], now)) {
    const points = lot.remaining;
    lot.state = 'available';
    write(book, {
      kind: 'matured',
      key: `lot/${lot.id}/matured`,
      input: { lot: lot.id, points },
      orderId: lot.orderId,
      occurredAt: lot.availableAt ?? now,
      actor: 'system',
      postings: [
        { account: 'pending', lot: lot.id, points: -points },
        ...creditPostings(lot.id, points, book.balance.debt).postings,
      ],
    });
  }
}

/** The balance as it is at `now`, whether or not the lots that are due have been booked. */
export function balanceAt(balance: Balance, due: number): Balance {
  const paid = Math.min(balance.debt, due);
  return { available: balance.available + due - paid, pending: balance.pending - due, debt: balance.debt - paid };
}

function dueLots(lots: readonly Lot[], now: number): Lot[] {
  return lots
    .filter((lot) => lot.state === 'pending' && lot.remaining > 0 && lot.availableAt !== null && lot.availableAt <= now)
    .toSorted((a, b) => (a.availableAt ?? 0) - (b.availableAt ?? 0) || byAge(a, b));
}
