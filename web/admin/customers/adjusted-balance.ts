/** What a change by hand would leave, for showing before it is made; the ledger itself decides. */
export interface Balance {
  available: number;
  debt: number;
}

/** A credit pays debt first. A debit takes only what is available: null where that is not enough. */
export function adjustedBalance(balance: Balance, points: number): Balance | null {
  if (points < 0 && -points > balance.available) return null;
  const net = balance.available - balance.debt + points;
  return { available: Math.max(net, 0), debt: Math.max(-net, 0) };
}

/** The form as it is typed; the direction is chosen, so the number itself is always positive. */
export interface AdjustDraft {
  direction: 'give' | 'take';
  points: string;
  reason: string;
}
/** Characters. */
export const MOST_REASON = 500;

type PointsProblem = 'missing' | 'whole' | 'tooMany';
const MOST_POINTS = 1_000_000;

export function parsePoints(text: string): { points: number } | { problem: PointsProblem } {
  const digits = text.trim();
  if (digits === '') return { problem: 'missing' };
  if (!/^\d+$/.test(digits) || Number(digits) === 0) return { problem: 'whole' };
  return Number(digits) > MOST_POINTS ? { problem: 'tooMany' } : { points: Number(digits) };
}
