/**
 * Two customers who become one have had a bonus twice that a customer gets once (rule U): what is left of the other one goes. The
 * one of which more was spent stays, so that nobody gains by spending one first.
 */
import { type AccountBook, type Lot, write } from './account-book.ts';

interface Bonus {
  book: AccountBook;
  lot: Lot;
}

/** `counts`: whether a grant was not taken back as a whole. The books must hold every such bonus, also spent ones. */
export function dropDuplicates(
  from: AccountBook,
  into: AccountBook,
  counts: (cause: string) => boolean,
  now: number,
): void {
  const byBonus = Map.groupBy([...bonusesOf(into), ...bonusesOf(from)], ({ lot }) => lot.once);
  for (const same of byBonus.values()) {
    const counted = same.filter(({ lot }) => lot.cause !== null && counts(lot.cause));
    const byGrant = [...Map.groupBy(counted, ({ lot }) => lot.cause).values()];
    // Sorting is stable: of two that are alike the kept customer's stays.
    const [, ...twice] = byGrant.toSorted((a, b) => leftOf(a) - leftOf(b));
    for (const { book, lot } of twice.flat()) drop(book, lot, now);
  }
}

function leftOf(lots: readonly Bonus[]): number {
  return lots.reduce((sum, { lot }) => sum + lot.remaining, 0);
}

function bonusesOf(book: AccountBook): Bonus[] {
  return [...book.lots.values()].filter(({ once }) => once !== null).map((lot) => ({ book, lot }));
}

function drop(book: AccountBook, lot: Lot, now: number): void {
  const points = lot.remaining;
  if (points === 0) return;
  write(book, {
    kind: 'reversed',
    key: `lot/${lot.id}/duplicate`,
    input: { lot: lot.id, points },
    orderId: lot.orderId,
    cause: lot.cause,
    source: lot.source,
    occurredAt: now,
    actor: 'system',
    postings: [
      { account: lot.state === 'pending' ? 'pending' : 'available', lot: lot.id, points: -points },
      { account: 'reversed', lot: null, points },
    ],
  });
}

/** Grants that two accounts may both have had. */
export function sharedBonuses(from: AccountBook, into: AccountBook): string[] {
  const there = new Set(bonusesOf(into).map(({ lot }) => lot.once));
  const shared = new Set(bonusesOf(from).flatMap(({ lot }) => (there.has(lot.once) ? [lot.once] : [])));
  return [...bonusesOf(from), ...bonusesOf(into)].flatMap(({ lot }) =>
    shared.has(lot.once) && lot.cause !== null ? [lot.cause] : [],
  );
}
