/** What the admin page asks about work that was given up. Times are ISO 8601 in UTC. */
import type { SubjectKind } from './subject.ts';

/** `GET /api/dead-letters`: newest first, the latest hundred. */
export interface DeadLetterPage {
  /** All of the store's, also those that are not listed. */
  count: number;
  letters: DeadLetterView[];
}

export interface DeadLetterView {
  id: number;
  /**
   * What could not be brought up to date. `order`, `customer`, `product`: the one named here. `history`: reading past orders. `comparison`: looking
   * for changes that were missed. `storefront`: showing balances in the theme. `points`: booking points. `emails`: sending emails. `privacy`: a privacy request. `store`: the
   * store's own settings. `other`: something else.
   */
  kind: SubjectKind;
  order: { id: string; name: string | null } | null;
  customerId: string | null;
  productId: string | null;
  /** When it happened at Shopify; null where that is not known any more. */
  happenedAt: string | null;
  gaveUpAt: string;
  tries: number;
  /** `shopify`, `mail`: Shopify, or the mail server, did not answer as it should. `app`: this program could not go on. */
  why: 'shopify' | 'mail' | 'app';
}

/** `POST /api/dead-letters/retry` with `{}` or `{id}`: all of the store's, or one. Trying again is harmless at any time. */
export interface RetryRequest {
  id?: number;
}
export interface RetryAnswer {
  /** How many wait to be done again. */
  retried: number;
}
