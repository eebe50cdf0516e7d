/**
 * Books the difference between what an order should have brought and what the ledger holds of it (rules D, E, I, K, O, S).
 *
 * A loss is a reversal. A gain first takes back what earlier reversals of the same order took, to where they took it from:
 * so an exchange of which the return was heard first ends like one that was heard at once. Only what goes beyond the most
 * that the order ever brought is new: into its pending lot where there is one, else into a new pending lot.
 */
import { type AccountBook, addLot, type Lot, type LotRule, write } from './account-book.ts';
import { beginGivingBack, giveTo, roomIn } from './give-back.ts';
import { takeBackPostings } from './take-back.ts';
import { byAge, isOf } from './take-points.ts';

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

/** Net effect of this order's reversals on one place; positive = still taken. `lapsed`: it had expired before, in that lot. */
export interface StillTaken {
  place: 'lot' | 'lapsed' | 'debt' | 'written_off';
  lot: string | null;
  points: number;
}

export interface GainTerms {
  /** Ms the new points count from, when they mature, null = not known yet, and when they lapse. */
  countsFrom: number;
  availableAt: number | null;
  expiresAt: number | null;
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
  if (back > 0)
    restore(book, holdings, back, change.taken, { occurredAt: change.occurredAt, now: change.gain.createdAt });
  if (difference > back) earn(book, holdings, difference - back, change.gain, change.occurredAt);
}

export function held(holdings: OrderHoldings): number {
  return holdings.credited - holdings.reversed;
}

export function needsRestoring(holdings: OrderHoldings, target: number): boolean {
  return holdings.reversed > 0 && target > held(holdings);
}

function reverse(book: AccountBook, holdings: OrderHoldings, points: number, occurredAt: number): void {
  const postings = takeBackPostings(book, originOf(holdings), points);
  holdings.reversed += points;
  write(book, { ...common(holdings, 'reversed', points, occurredAt), postings });
}

/** The last taken comes back first: what was written off or owed, then from lots of others, what had lapsed, then its own. */
function restore(
  book: AccountBook,
  holdings: OrderHoldings,
  points: number,
  taken: readonly StillTaken[],
  { occurredAt, now }: { occurredAt: number; now: number },
): void {
  const giving = beginGivingBack(book);
  let left = points;
  const upTo = (most: number): number => {
    const part = Math.min(left, most);
    left -= part;
    return part;
  };
  giving.postings.push({ account: 'written_off', lot: null, points: upTo(takenAt(taken, 'written_off')) });
  const paid = upTo(Math.min(takenAt(taken, 'debt'), giving.owed));
  giving.owed -= paid;
  giving.postings.push({ account: 'debt', lot: null, points: paid });
  const isOwn = (lot: Lot) => isOf(lot, originOf(holdings));
  const lots = taken
    .filter(({ place }) => place === 'lot')
    .map((place) => ({ lot: lotOf(book, place.lot), points: place.points }));
  const others = lots.filter(({ lot }) => !isOwn(lot)).toSorted((a, b) => byAge(b.lot, a.lot));
  const own = lots.filter(({ lot }) => isOwn(lot)).toSorted((a, b) => byAge(a.lot, b.lot));
  const fill = (lot: Lot, most: number) => giveTo(book, giving, lot, upTo(Math.min(most, roomIn(giving, lot))), now);
  // Another order's lot may have been filled meanwhile, by that order's own points coming back, or have lapsed.
  for (const { lot, points: most } of others) fill(lot, most);
  for (const { lot, points: most } of taken.filter(({ place }) => place === 'lapsed'))
    giving.postings.push({ account: 'lapsed', lot, points: upTo(most) });
  for (const { lot, points: most } of own) fill(lot, most);
  // Whatever has no place there any more, such as debt that other points have paid meanwhile, comes into its own lots.
  const ownLots = [...book.lots.values()].filter(isOwn).toSorted(byAge);
  for (const lot of ownLots) fill(lot, left);
  if (left > 0) {
    const [first] = ownLots;
    if (!first) throw new Error(`order ${holdings.orderId}: ${left} points have no lot to return to`);
    giveTo(book, giving, first, upTo(left), now);
  }
  holdings.reversed -= points;
  write(book, {
    ...common(holdings, 'restored', points, occurredAt),
    postings: [...giving.postings, { account: 'reversed', lot: null, points: -points }],
  });
}

function takenAt(taken: readonly StillTaken[], where: StillTaken['place']): number {
  return taken.reduce((sum, { place, points }) => (place === where ? sum + points : sum), 0);
}

function earn(book: AccountBook, holdings: OrderHoldings, points: number, gain: GainTerms, occurredAt: number): void {
  const pending = [...book.lots.values()]
    .filter((lot) => isOf(lot, originOf(holdings)) && stillWaits(lot, gain.createdAt))
    .toSorted((a, b) => byAge(b, a))[0];
  const lot = pending ?? addLot(book, { ...gain, orderId: holdings.orderId, state: 'pending' });
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

function originOf({ orderId }: OrderHoldings) {
  return { orderId, cause: null };
}
