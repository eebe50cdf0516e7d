/** What the admin API of rewards answers. Times are ISO 8601 in UTC. */
import type { RewardKind } from '../programme/settings.ts';

/** `expired`: its code has ended unused; its points do not come back. */
export type RewardState = 'pending' | 'issued' | 'used' | 'expired' | 'returning' | 'returned' | 'refused';

/** `GET /api/rewards?state=&query=&after=`: the newest first. `query`: a code's beginning, or a customer. `GET /api/customers/ID/rewards`: the latest fifty. */
export interface RewardPage {
  rewards: RewardRow[];
  /** For `after`; null = no more. */
  next: string | null;
}
export interface RewardRow {
  id: string;
  at: string;
  /** Null = the person was erased. */
  customer: { id: string; name: string | null; email: string | null } | null;
  rewardId: string;
  kind: RewardKind;
  title: { en: string; vi: string };
  points: number;
  /** Points that have come back so far. */
  cameBack: number;
  state: RewardState;
  /** Of a gift card its end: whoever has the whole has its money. */
  code: string | null;
  expiresAt: string | null;
  order: { id: string; name: string | null } | null;
  /** Why Shopify did not make it, in its words. */
  problem: string | null;
  /** It can be given back: unused, and a code. */
  returnable: boolean;
}

/** `POST /api/rewards/:id/return {key}`, and to `POST /api/rewards/return`. Codes end first; points come back about a minute later. */
export interface ReturnProgress {
  /** For `GET /api/rewards/return?run=`; without `run` the latest of many is told. */
  run: string;
  at: string;
  total: number;
  returning: number;
  returned: number;
  /** Somebody had used them in the last moment. */
  used: number;
}
/** `POST /api/rewards/return {dry: true, …}`: what would be given back. */
export interface ReturnPreview {
  rewards: number;
  points: number;
}

/** `GET /api/reward-kinds`: for each kind of reward the scopes that the merchant has to grant first (`shopify.scopes.request`); none = it can be offered. */
export type RewardKinds = { kind: RewardKind; lacking: string[] }[];
