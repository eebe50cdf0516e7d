/** In which column of the liability report an entry stands (rule Y): every entry that changes what customers hold stands in exactly one. */
import type { EntryKind } from './account-book.ts';

/** opening + earned − reversed − redeemed + reimbursed − expired = closing. */
export type ReportColumn = 'earned' | 'reversed' | 'redeemed' | 'reimbursed' | 'expired';

/** A reversal that is undone makes less of what was reversed. What a clamped debt writes off never left the customers, so it stands nowhere. */
const COLUMNS: Record<Exclude<EntryKind, 'adjusted'>, ReportColumn | null> = {
  earned: 'earned',
  granted: 'earned',
  reversed: 'reversed',
  restored: 'reversed',
  redeemed: 'redeemed',
  reimbursed: 'reimbursed',
  expired: 'expired',
  forfeited: 'expired',
  // These move points, and change nothing of how many there are: one within an account, the other between two.
  matured: null,
  merged: null,
};

/** What staff give is earned, what they take is reversed. `gives`: the entry's points are more than zero. */
export function reportColumn(kind: EntryKind, gives: boolean): ReportColumn | null {
  if (kind === 'adjusted') return gives ? 'earned' : 'reversed';
  return COLUMNS[kind];
}
