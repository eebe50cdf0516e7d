/** What the API of tiers answers. Times are ISO 8601 in UTC, days `YYYY-MM-DD` of the shop's time zone. */

export interface Words {
  en: string;
  vi: string;
}

/** A level as the merchant describes it. */
export interface ShownTier {
  id: string;
  name: Words;
  /** What customers read of its advantages, a line each. */
  perks: Words;
  color: string | null;
  /** What its customers earn for each line of an order, as a decimal. */
  multiplier: string;
  entryPoints: number;
  /** What it asks for: whole points or orders, or an amount of the shop's currency as a decimal. */
  from: string;
}

/** Where a customer stands; amounts like `from`. */
export interface MemberTier {
  basis: 'points' | 'spend' | 'orders';
  period: 'lifetime' | 'calendarYear' | 'rolling';
  /** What counts at present. */
  counted: string;
  /** Null = below the first. */
  tier: ShownTier | null;
  /** First day. */
  since: string | null;
  /** Last day on which it is held if nothing more is bought; null = without an end. */
  keptUntil: string | null;
  /** What must be added to what counts at present to keep it beyond that day; null = it counts already, or needs nothing. */
  toKeep: string | null;
  /** The tier above, and what is missing to it: “120 points to Gold”. Null = there is none above. */
  next: (ShownTier & { missing: string }) | null;
  /** All of them, from the lowest. */
  levels: ShownTier[];
}

/** `GET /api/tiers`. */
export interface TiersOverview {
  on: boolean;
  basis: MemberTier['basis'];
  currency: string;
  /** From the lowest, with how many customers have it now. */
  levels: (ShownTier & { members: number })[];
  /** The latest twenty, newest first. */
  changes: TierChangeRow[];
  /** Counting everybody anew after a change of the programme; null = nothing is under way. */
  recount: { done: number; total: number } | null;
}

export interface TierChangeRow {
  at: string;
  /** The moment from which it holds. */
  since: string;
  customer: { id: string; name: string | null };
  /** Ids; of a tier that was removed since, too. Null = below the first. */
  from: string | null;
  to: string | null;
  /** reached: by orders. time, refund: why it was lost. programme: what tiers ask for was changed. staff: given or taken. merged: two customers became one. */
  cause: 'reached' | 'time' | 'refund' | 'programme' | 'staff' | 'merged';
  staffId: string | null;
  reason: string | null;
}

/**
 * `POST /api/customers/ID/tier`: gives a customer at least this tier, up to the end of that day or without an end; they still reach
 * higher ones. `tier: null` ends what was given before. Answers with a `MemberTier`.
 */
export interface AssignTier {
  tier: string | null;
  until?: string | null;
  reason: string;
}
