/** Erasure (rule V): whatever is left goes, debt too. Every amount stays in the ledger, under an account that names nobody. */
import { type AccountBook, type Entry, type Posting, write } from './account-book.ts';

/** Null when there was nothing to give up. */
export function forfeitAll(book: AccountBook, now: number): Entry | null {
  const postings: Posting[] = [];
  for (const lot of book.lots.values()) {
    if (lot.remaining > 0)
      postings.push({
        account: lot.state === 'pending' ? 'pending' : 'available',
        lot: lot.id,
        points: -lot.remaining,
      });
  }
  if (book.balance.debt > 0) postings.push({ account: 'debt', lot: null, points: book.balance.debt });
  if (postings.length === 0) return null;
  const net = postings.reduce((sum, posting) => sum + posting.points, 0);
  postings.push({ account: 'forfeited', lot: null, points: -net });
  const key = `account/${book.accountId}/forfeited`;
  return write(book, {
    kind: 'forfeited',
    key,
    input: { points: net },
    orderId: null,
    occurredAt: now,
    actor: 'system',
    postings,
  });
}
