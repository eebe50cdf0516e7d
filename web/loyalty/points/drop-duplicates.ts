/**
 * Two customers who become one have both had a bonus that a customer gets once (rule U): what is left of the one's goes, and is not compared
 * again when they are merged with a third. The one of which less is left stays, so that nobody gains by spending one first.
 */
import { type AccountBook, type Lot, write } from './account-book.ts';

/** `counts`: whether a grant was not taken back as a whole. The books must hold every such bonus, also spent ones. */
export function dropDuplicates(
  from: AccountBook,
  into: AccountBook,
  counts: (cause: string) => boolean,
  now: number,
): void {
  const counted = (book: AccountBook) =>
    Map.groupBy(
      bonusesOf(book).filter(({ cause }) => cause !== null && counts(cause)),
      ({ once }) => once,
    );
  const there = counted(into);
  for (const [once, lots] of counted(from)) {
    const others = there.get(once);
    if (!others) continue;
    // Of two that are alike the kept customer's stays.
    const [book, twice] = leftOf(others) > leftOf(lots) ? [into, others] : [from, lots];
    for (const lot of twice) drop(book, lot, now);
  }
}

function leftOf(lots: readonly Lot[]): number {
  return lots.reduce((sum, { remaining }) => sum + remaining, 0);
}

/** One bonus may have come in several grants. */
function bonusesOf(book: AccountBook): Lot[] {
  return [...book.lots.values()].filter(({ once }) => once !== null);
}

function drop(book: AccountBook, lot: Lot, now: number): void {
  const points = lot.remaining;
  lot.once = null;
  book.touched.add(lot.id);
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

/** Grants of bonuses that both accounts have had. */
export function sharedBonuses(from: AccountBook, into: AccountBook): string[] {
  const there = new Set(bonusesOf(into).map(({ once }) => once));
  const shared = new Set(bonusesOf(from).flatMap(({ once }) => (there.has(once) ? [once] : [])));
  return [...bonusesOf(from), ...bonusesOf(into)].flatMap(({ once, cause }) =>
    shared.has(once) && cause !== null ? [cause] : [],
  );
}
