/** `GET …/panel`: what only the app knows of the shopper, in words of the language that was asked for, ready to be put in its places. */
export interface PanelAnswer {
  customer: string;
  /** Number of the account's last entry: of two answers, the higher is newer. */
  rev: number;
  /** Points. */
  available: number;
  /** What stands where the page shows a balance; empty = nothing to say. */
  balance: { number: string; name: string; pending: string; debt: string };
  /** By the name of its place in the panel. */
  text: Record<string, string>;
  /** Per cent of the way to the next tier. */
  reached: number;
  /** By id; one that is not among them cannot be had in this store. */
  rewards: Record<string, { state: RewardState; missing: number }>;
  /** By the id of a way to earn: how far it is, or that it is done. */
  ways: Record<string, string>;
  /** The customer's own link for friends, below the store's address. */
  link: string | null;
  /** `back`: where to post, below the proxy's root, to give it back. */
  codes: { title: string; until: string; code: string; applyUrl: string | null; back: string | null }[];
  lots: PanelLine[];
  history: PanelLine[];
  /** Parts of the panel that are there for this shopper now. */
  parts: PanelPart[];
}
/** short: for want of points. closed: for another tier, or nothing is given at present. */
export type RewardState = 'ready' | 'short' | 'closed';
export type PanelPart = 'counting' | 'join' | 'birthday' | 'referral' | 'no-codes';
export interface PanelLine {
  text: string;
  day: string;
  points: string;
}
