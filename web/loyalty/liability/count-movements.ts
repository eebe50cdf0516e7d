/** Adds the ledger's movements up to a report: every entry stands in one column, so opening and movements always give the closing. */
import type { ReportColumn } from '../points/index.ts';
import type { Movements } from './api-types.ts';

export type Counted = Omit<Movements, 'worth'>;
/** Net points of entries of one column; what takes points from customers is negative. */
export interface Movement {
  column: ReportColumn;
  points: number;
}

/** How each column is written: what leaves the customers stands without its sign. */
const SIGN = { earned: 1, reversed: -1, redeemed: -1, reimbursed: 1, expired: -1 } as const satisfies Record<
  ReportColumn,
  1 | -1
>;

export function countMovements(opening: number, movements: readonly Movement[]): Counted {
  const counted: Counted = {
    opening,
    earned: 0,
    reversed: 0,
    redeemed: 0,
    reimbursed: 0,
    expired: 0,
    closing: opening,
  };
  for (const { column, points } of movements) {
    counted[column] += SIGN[column] * points;
    counted.closing += points;
  }
  return counted;
}
