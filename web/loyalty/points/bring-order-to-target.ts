/**
 * Books the difference between what an order should have brought and what the ledger holds of it (rules D, E, I, K, O, S).
 *
 * A loss is a reversal. A gain first takes back what earlier reversals of the same order took, to where they took it from:
 * so an exchange of which the return was heard first ends like one that was heard at once. Only what goes beyond the most
 * that the order ever brought is new: into its pending lot where there is one, else into a new pending lot.
 */
import {
  type AccountBook,
  addLot,
  creditPostings,
  type Lot,
  type LotRule,
  type Posting,
  write,
} from './account-book.ts';
import { byAge, takeForOrder } from './take-points.ts';

/** What the ledger knows of an order: it holds `credited − reversed`. */
export interface OrderHoldings {
  orderId: string;
  /** The most it ever brought. */
  credited: number;
  /** Taken back and not restored. */
  reversed: number;
  /** Entries so far. */
  bookings: number;
}

/** Net effect of this order's reversals on one place; positive = still taken. `lot` null = became debt. */
export interface StillTaken {
  lot: string | null;
  points: number;
}

export interface GainTerms {
  /** Ms the new points count from, and when they mature; null = not known yet. */
  countsFrom: number;
  availableAt: number | null;
  createdAt: number;
  rule: LotRule;
}

/** Moves the book and `holdings` to `target`. `taken` is needed only where `needsRestoring` says so. */
export function bringOrderToTarget(
  book: AccountBook,
  holdings: OrderHoldings,
  change: { target: number; occurredAt: number; gain: GainTerms; taken: readonly StillTaken[] },
): void {
  const difference = change.target - held(holdings);
  if (difference < 0) reverse(book, holdings, -difference, change.occurredAt);
  if (difference <= 0) return;
  const back = Math.min(difference, holdings.reversed);
  if (back > 0) restore(book, holdings, back, change.taken, change.occurredAt);
  if (difference > back) earn(book, holdings, difference - back, change.gain, change.occurredAt);
}

export function held(holdings: OrderHoldings): number {
  return holdings.credited - holdings.reversed;
}

export function needsRestoring(holdings: OrderHoldings, target: number): boolean {
  return holdings.reversed > 0 && target > held(holdings);
}

function reverse(book: AccountBook, holdings: OrderHoldings, points: number, occurredAt: number): void {
  const taken = takeForOrder([...book.lots.values()], holdings.orderId, points);
  holdings.reversed += points;
  write(book, {
    ...common(holdings, 'reversed', points, occurredAt),
    postings: [
      ...taken.lots.map(
        ({ id, points: part }): Posting => ({ account: lotOf(book, id).state, lot: id, points: -part }),
      ),
      { account: 'debt', lot: null, points: -taken.short },
      { account: 'reversed', lot: null, points },
    ],
  });
}

function restore(
  book: AccountBook,
  holdings: OrderHoldings,
  points: number,
  taken: readonly StillTaken[],
  occurredAt: number,
): void {
  const postings: Posting[] = [];
  let owed = book.balance.debt;
  let left = points;
  const giveTo = (lot: Lot, most: number) => {
    // Another order's lot may have been filled meanwhile, by that order's own points coming back.
    const part = Math.min(left, most, lot.credited - lot.remaining - planned(postings, lot.id));
    if (part <= 0) return;
    left -= part;
    if (lot.state === 'pending') {
      postings.push({ account: 'pending', lot: lot.id, points: part });
    } else {
      const credit = creditPostings(lot.id, part, owed);
      owed -= credit.paid;
      postings.push(...credit.postings);
    }
  };
  // The last taken comes back first: debt, then lots of others, then its own.
  const becameDebt = Math.min(left, sumOf(taken.filter(({ lot }) => lot === null)));
  const paid = Math.min(owed, becameDebt);
  owed -= paid;
  left -= paid;
  postings.push({ account: 'debt', lot: null, points: paid });
  const lots = taken
    .filter((place) => place.lot !== null)
    .map((place) => ({ lot: lotOf(book, place.lot), points: place.points }));
  const others = lots.filter(({ lot }) => lot.orderId !== holdings.orderId).toSorted((a, b) => byAge(b.lot, a.lot));
  const own = lots.filter(({ lot }) => lot.orderId === holdings.orderId).toSorted((a, b) => byAge(a.lot, b.lot));
  for (const place of [...others, ...own]) giveTo(place.lot, place.points);
  // Debt that other points have paid meanwhile: its own lots have room, because they had been spent before it arose.
  const ownLots = [...book.lots.values()].filter((lot) => lot.orderId === holdings.orderId).toSorted(byAge);
  for (const lot of ownLots) giveTo(lot, left);
  if (left > 0) throw new Error(`order ${holdings.orderId}: ${left} points have no lot to return to`);
  holdings.reversed -= points;
  write(book, {
    ...common(holdings, 'restored', points, occurredAt),
    postings: [...postings, { account: 'reversed', lot: null, points: -points }],
  });
}

function earn(book: AccountBook, holdings: OrderHoldings, points: number, gain: GainTerms, occurredAt: number): void {
  const pending = [...book.lots.values()]
    .filter((lot) => lot.orderId === holdings.orderId && stillWaits(lot, gain.createdAt))
    .toSorted((a, b) => byAge(b, a))[0];
  const lot = pending ?? addLot(book, { ...gain, orderId: holdings.orderId, state: 'pending', expiresAt: null });
  lot.credited += points;
  holdings.credited += points;
  write(book, {
    ...common(holdings, 'earned', points, occurredAt),
    postings: [
      { account: 'pending', lot: lot.id, points },
      { account: 'earned', lot: null, points: -points },
    ],
  });
}

/** A lot that was emptied while it was pending stays so past its date; what comes into it later would not wait at all. */
function stillWaits(lot: Lot, now: number): boolean {
  return lot.state === 'pending' && (lot.availableAt === null || lot.availableAt > now);
}

function common(holdings: OrderHoldings, kind: 'earned' | 'reversed' | 'restored', points: number, occurredAt: number) {
  holdings.bookings += 1;
  const key = `order/${holdings.orderId}/${holdings.bookings}`;
  const input = { order: holdings.orderId, kind, points };
  return { kind, key, input, orderId: holdings.orderId, occurredAt, actor: 'system' } as const;
}

function lotOf(book: AccountBook, id: string | null): Lot {
  const lot = id === null ? undefined : book.lots.get(id);
  if (!lot) throw new Error(`lot ${id} was not loaded`);
  return lot;
}

function planned(postings: readonly Posting[], lot: string): number {
  return sumOf(postings.filter((posting) => posting.lot === lot));
}

function sumOf(parts: readonly { points: number }[]): number {
  return parts.reduce((sum, { points }) => sum + points, 0);
}
