/** Points become a reward (rules N and P), and come back from one (rule M). */
import { type AccountBook, type Entry, type Posting, write } from './account-book.ts';
import { beginGivingBack, giveTo } from './give-back.ts';
import { inSpendOrder, takeAvailable } from './take-points.ts';

interface Movement {
  points: number;
  key: string;
  /** `redemption/<id>` */
  cause: string;
  orderId: string | null;
  occurredAt: number;
}

export type Redeemed = { outcome: 'booked'; entry: Entry } | { outcome: 'too_little'; available: number };

/** Never debt, never what is pending or has lapsed. The postings are the allocations that a return goes by. */
export function redeem(book: AccountBook, { points, ...redemption }: Movement, input: Entry['input']): Redeemed {
  const taken = takeAvailable([...book.lots.values()], points);
  if (taken.short > 0) return { outcome: 'too_little', available: book.balance.available };
  const postings = taken.lots.map(
    ({ id, points: part }): Posting => ({ account: 'available', lot: id, points: -part }),
  );
  const entry = write(book, {
    ...redemption,
    kind: 'redeemed',
    input,
    actor: 'system',
    postings: [...postings, { account: 'redeemed', lot: null, points }],
  });
  return { outcome: 'booked', entry };
}

/** What a redemption took from one lot. */
export interface Allocation {
  lot: string;
  points: number;
}

/**
 * Gives points of a redemption back, of which `before` had come back already. The newest-dated allocation comes back first, so
 * the parts of several returns follow one another. The lots must be in the book.
 */
export function reimburse(
  book: AccountBook,
  { points, ...back }: Movement,
  allocations: readonly Allocation[],
  before: number,
  input: Entry['input'],
  now: number,
): Entry {
  const giving = beginGivingBack(book);
  const returns: Allocation[] = [];
  let skip = before;
  let left = points;
  for (const { lot, points: most } of newestFirst(book, allocations)) {
    const skipped = Math.min(skip, most);
    const part = Math.min(left, most - skipped);
    skip -= skipped;
    left -= part;
    if (part > 0) returns.push({ lot, points: part });
  }
  if (left > 0) throw new Error(`${back.cause}: ${left} points more come back than were taken`);
  // What is owed is paid from those that lapse first.
  for (const { lot, points: part } of returns.toReversed()) giveTo(book, giving, lotOf(book, lot), part, now);
  return write(book, {
    ...back,
    kind: 'reimbursed',
    input,
    actor: 'system',
    postings: [...giving.postings, { account: 'reimbursed', lot: null, points: -points }],
  });
}

function newestFirst(book: AccountBook, allocations: readonly Allocation[]): Allocation[] {
  return allocations.toSorted((a, b) => inSpendOrder(lotOf(book, b.lot), lotOf(book, a.lot)));
}

function lotOf(book: AccountBook, id: string) {
  const lot = book.lots.get(id);
  if (!lot) throw new Error(`lot ${id} was not loaded`);
  return lot;
}
