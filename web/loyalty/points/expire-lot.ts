/** A lot whose last day is over (rule Q): what was left of it is gone. One entry for each lot, also where nothing was left. */
import { type AccountBook, type Lot, write } from './account-book.ts';

/** Dated the last valid day. The lot must have been available. */
export function expireLot(book: AccountBook, lot: Lot): void {
  const points = lot.remaining;
  write(book, {
    kind: 'expired',
    key: `lot/${lot.id}/expired`,
    input: { lot: lot.id, points },
    orderId: lot.orderId,
    cause: lot.cause,
    source: lot.source,
    occurredAt: lot.expiresAt ?? 0,
    actor: 'system',
    postings: [
      { account: 'available', lot: lot.id, points: -points },
      { account: 'expired', lot: lot.id, points },
    ],
  });
  lot.state = 'expired';
  lot.lapsed += points;
  book.touched.add(lot.id);
}
