/** Takes back what an order or a grant has brought (rules E and O). */
import type { AccountBook, Posting } from './account-book.ts';
import { type Origin, takeBack } from './take-points.ts';

/** Where the points come from. What nobody has any more is owed, or written off where the shop wants no debt. */
export function takeBackPostings(book: AccountBook, origin: Origin, points: number): Posting[] {
  const taken = takeBack([...book.lots.values()], origin, points);
  const short = book.terms.negative === 'clamp' ? 'written_off' : 'debt';
  return [
    ...taken.lots.map(({ id, points: part }): Posting => {
      const state = book.lots.get(id)?.state;
      return { account: state === 'pending' ? 'pending' : 'available', lot: id, points: -part };
    }),
    ...taken.lapsed.map(({ id, points: part }): Posting => ({ account: 'lapsed', lot: id, points: -part })),
    { account: short, lot: null, points: -taken.short },
    { account: 'reversed', lot: null, points },
  ];
}
