/** Which lots points are taken from (rules O and P). */

export interface TakeableLot {
  id: string;
  /** Ms when it was booked. */
  createdAt: number;
  /** Number of the entry that made it: the order of creation within the account. */
  seq: number;
  orderId: string | null;
  remaining: number;
  state: 'pending' | 'available';
  /** Ms; null = never. */
  expiresAt: number | null;
}

export interface Taken {
  lots: { id: string; points: number }[];
  /** What no lot could give. */
  short: number;
}

/** A reversal: own pending lots, own available lots, then other available lots. What is short becomes debt. */
export function takeForOrder(lots: readonly TakeableLot[], orderId: string, points: number): Taken {
  const own = lots.filter((lot) => lot.orderId === orderId);
  const others = lots.filter((lot) => lot.orderId !== orderId);
  return takeFrom(
    [
      // The newest first: a later gain is undone before what the order earned at first.
      ...own.filter(isPending).toSorted((a, b) => byAge(b, a)),
      ...own.filter(isAvailable).toSorted(inSpendOrder),
      ...others.filter(isAvailable).toSorted(inSpendOrder),
    ],
    points,
  );
}

/** Spending, and a debit by hand: only what is available. */
export function takeAvailable(lots: readonly TakeableLot[], points: number): Taken {
  return takeFrom(lots.filter(isAvailable).toSorted(inSpendOrder), points);
}

function takeFrom(lots: readonly TakeableLot[], points: number): Taken {
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
