/**
 * Two customers became one (rule U): everything of the one account moves to the other. The lots keep their dates, because they
 * stay what they are and only change hands; debt on either side is paid from what the other has.
 *
 * One entry in each account, whose `merged` postings cancel each other out.
 */
import { type AccountBook, creditPostings, type EntryDraft, type Lot, type Posting, write } from './account-book.ts';
import { inSpendOrder, takeAvailable } from './take-points.ts';

/** Nothing is written where there is nothing to move. Both books must have been matured. */
export function mergeAccounts(from: AccountBook, into: AccountBook, now: number): void {
  const moving = [...from.lots.values()].filter((lot) => lot.remaining > 0).toSorted(inSpendOrder);
  const owed = from.balance.debt;
  if (moving.length === 0 && owed === 0) return;

  const given: Posting[] = moving.map((lot) => ({ account: placeOf(lot), lot: lot.id, points: -lot.remaining }));
  const taken: Posting[] = [];
  let owedThere = into.balance.debt;
  for (const lot of moving) {
    into.lots.set(lot.id, { ...lot, remaining: 0 });
    if (lot.state === 'pending') {
      taken.push({ account: 'pending', lot: lot.id, points: lot.remaining });
    } else {
      const credit = creditPostings(lot.id, lot.remaining, owedThere);
      owedThere -= credit.paid;
      taken.push(...credit.postings);
    }
  }
  if (owed > 0) {
    given.push({ account: 'debt', lot: null, points: owed });
    // Whoever owes has nothing available, so this is about the other's own lots.
    const paid = takeAvailable([...into.lots.values()], owed);
    taken.push(...paid.lots.map(({ id, points }): Posting => ({ account: 'available', lot: id, points: -points })));
    taken.push({ account: 'debt', lot: null, points: -paid.short });
  }
  write(from, entry(from, 'out', given, now));
  write(into, entry(from, 'in', taken, now));
}

function placeOf({ state }: Lot): 'pending' | 'available' {
  return state === 'pending' ? 'pending' : 'available';
}

function entry(from: AccountBook, direction: 'out' | 'in', postings: Posting[], now: number) {
  const points = postings.reduce((sum, posting) => sum + posting.points, 0);
  return {
    kind: 'merged',
    key: `account/${from.accountId}/merged/${direction}`,
    input: { account: from.accountId, points },
    orderId: null,
    occurredAt: now,
    actor: 'system',
    postings: [...postings, { account: 'merged', lot: null, points: -points }],
  } satisfies EntryDraft;
}
