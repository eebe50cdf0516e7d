/** Points given or taken by hand. */
import { type AccountBook, addLot, creditPostings, type Entry, write } from './account-book.ts';
import { expiresAt } from './booking-terms.ts';
import { takeAvailable } from './take-points.ts';

export type Adjusted = { outcome: 'booked'; entry: Entry } | { outcome: 'too_much'; available: number };

/**
 * A credit can be spent at once and pays debt first. A debit takes what is available and never makes debt: more than that is
 * refused, pending points are left to their orders.
 */
export function adjustBalance(
  book: AccountBook,
  change: { points: number; key: string; input: Entry['input']; now: number },
): Adjusted {
  const base = {
    kind: 'adjusted',
    key: change.key,
    input: change.input,
    orderId: null,
    occurredAt: change.now,
    actor: 'staff',
  } as const;
  if (change.points < 0) {
    const taken = takeAvailable([...book.lots.values()], -change.points);
    if (taken.short > 0) return { outcome: 'too_much', available: book.balance.available };
    const postings = taken.lots.map(({ id, points }) => ({ account: 'available' as const, lot: id, points: -points }));
    return {
      outcome: 'booked',
      entry: write(book, {
        ...base,
        postings: [...postings, { account: 'adjusted', lot: null, points: -change.points }],
      }),
    };
  }
  const rest = change.points - Math.min(book.balance.debt, change.points);
  const common = { orderId: null, state: 'available', rule: null } as const;
  const lot =
    rest > 0
      ? addLot(book, {
          ...common,
          availableAt: change.now,
          expiresAt: expiresAt(book.terms.expiry, change.now),
          countsFrom: change.now,
          createdAt: change.now,
        })
      : null;
  if (lot) lot.credited = rest;
  const { postings } = creditPostings(lot?.id ?? '', change.points, book.balance.debt);
  return {
    outcome: 'booked',
    entry: write(book, {
      ...base,
      postings: [...postings, { account: 'adjusted', lot: null, points: -change.points }],
    }),
  };
}
