/** Which lots points are taken from (rules O and P). */

export interface TakeableLot {
  id: string;
  /** Ms when it was booked. */
  createdAt: number;
  /** Number of the entry that made it: the order of creation within the account. */
  seq: number;
  orderId: string | null;
  /** `grant/<key>`; null for points of an order, or given by hand. */
  cause: string | null;
  remaining: number;
  /** What lapsed of it and was not counted yet towards what a refund takes back. */
  lapsed: number;
  state: 'pending' | 'available' | 'expired';
  /** Ms; null = never. */
  expiresAt: number | null;
}

export interface Taken {
  lots: { id: string; points: number }[];
  /** What no lot could give. */
  short: number;
}

/** What points came by: an order, or a grant (which may name an order, too). */
export interface Origin {
  orderId: string | null;
  cause: string | null;
}

export function isOf(lot: Pick<TakeableLot, 'orderId' | 'cause'>, origin: Origin): boolean {
  return lot.cause === origin.cause && (origin.cause !== null || lot.orderId === origin.orderId);
}

export interface TakenBack extends Taken {
  /** What of it had lapsed, by lot: that is not taken twice. */
  lapsed: { id: string; points: number }[];
}

/**
 * A reversal: own pending lots, own available lots, what has lapsed of its own, then other available lots. What is short becomes
 * debt or is written off.
 */
export function takeBack(lots: readonly TakeableLot[], origin: Origin, points: number): TakenBack {
  const own = lots.filter((lot) => isOf(lot, origin));
  const others = lots.filter((lot) => !isOf(lot, origin));
  const first = takeFrom(
    [
      // The newest first: a later gain is undone before what the order earned at first.
      ...own.filter(isPending).toSorted((a, b) => byAge(b, a)),
      ...own.filter(isAvailable).toSorted(inSpendOrder),
    ],
    points,
  );
  const gone = own.toSorted(inSpendOrder).map((lot) => ({ id: lot.id, remaining: lot.lapsed }));
  const lapsed = takeFrom(gone, first.short);
  const last = takeFrom(others.filter(isAvailable).toSorted(inSpendOrder), lapsed.short);
  return { lots: [...first.lots, ...last.lots], lapsed: lapsed.lots, short: last.short };
}

/** Spending, and a debit by hand: only what is available. */
export function takeAvailable(lots: readonly TakeableLot[], points: number): Taken {
  return takeFrom(lots.filter(isAvailable).toSorted(inSpendOrder), points);
}

function takeFrom(lots: readonly Pick<TakeableLot, 'id' | 'remaining'>[], points: number): Taken {
  const taken: Taken = { lots: [], short: points };
  for (const lot of lots) {
    const part = Math.min(lot.remaining, taken.short);
    if (part <= 0) continue;
    taken.lots.push({ id: lot.id, points: part });
    taken.short -= part;
  }
  return taken;
}

/** Rule P: earliest expiry first, undated last, then oldest. */
export function inSpendOrder(a: TakeableLot, b: TakeableLot): number {
  if (a.expiresAt !== b.expiresAt)
    return (a.expiresAt ?? Number.POSITIVE_INFINITY) - (b.expiresAt ?? Number.POSITIVE_INFINITY);
  return byAge(a, b);
}

/** The oldest first. Lots of one account are numbered; those of accounts that were merged are told apart by their time. */
export function byAge(a: Age, b: Age): number {
  return a.createdAt - b.createdAt || a.seq - b.seq || (a.id < b.id ? -1 : 1);
}
type Age = Pick<TakeableLot, 'createdAt' | 'seq' | 'id'>;

const isPending = (lot: TakeableLot) => lot.state === 'pending';
const isAvailable = (lot: TakeableLot) => lot.state === 'available';
