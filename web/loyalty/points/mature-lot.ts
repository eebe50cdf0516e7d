/** Pending points whose window has ended become available, and pay debt first (rules D and O). */
import { type AccountBook, creditPostings, type Lot, write } from './account-book.ts';

export function matureLot(book: AccountBook, lot: Lot): void {
  const points = lot.remaining;
  lot.state = 'available';
  write(book, {
    kind: 'matured',
    key: `lot/${lot.id}/matured`,
    input: { lot: lot.id, points },
    orderId: lot.orderId,
    cause: lot.cause,
    source: lot.source,
    occurredAt: lot.availableAt ?? 0,
    actor: 'system',
    postings: [
      { account: 'pending', lot: lot.id, points: -points },
      ...creditPostings(lot.id, points, book.balance.debt).postings,
    ],
  });
}
