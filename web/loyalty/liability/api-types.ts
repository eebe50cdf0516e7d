/** What the report of what is owed to customers answers. Points are whole, money is a decimal string in the store's currency. */

/** What moved in a period: opening + earned − reversed − redeemed + reimbursed − expired = closing (rule Y). */
export interface Movements {
  opening: number;
  /** By orders, bonuses and actions, given by hand, imported. */
  earned: number;
  /** Taken back for refunds, and taken by hand. Less where a reversal was undone. */
  reversed: number;
  redeemed: number;
  /** Redeemed points that came back. */
  reimbursed: number;
  /** Lapsed, and given up by who was erased. */
  expired: number;
  /** Lots minus debt: what customers hold at the end. */
  closing: number;
  /** The closing in money, by what a point is worth today; negative where more is owed to the store. */
  worth: string;
}

export interface LiabilityRow extends Movements {
  /** `2026-11`, or `2026-11-22`. */
  period: string;
}

/** `GET /api/report?from=&to=&by=`: days of the store's time zone, both included. */
export interface LiabilityReport {
  from: string;
  to: string;
  by: 'month' | 'day';
  currency: string;
  timeZone: string;
  /** So many points are worth that much. */
  worth: { points: number; amount: string };
  /** Oldest first, without gaps. */
  rows: LiabilityRow[];
  /** Over all rows. */
  total: Movements;
}
