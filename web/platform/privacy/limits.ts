/** How long personal data is kept: the page docs/privacy.md says the same. */
import { DAY } from '../kit/clock.ts';

/** The law's time to answer somebody who asks for their data. */
export const ANSWER_WITHIN = 30 * DAY;

export const KEPT = {
  /** A webhook's body, once everything that it asked for is done: for the eyes of an operator. */
  body: DAY,
  /** That it came at all: Shopify tries for four hours and may be up to about a day late. */
  webhook: 7 * DAY,
  /** Work that was given up, and with it the webhook that asked for it. */
  deadLetter: 30 * DAY,
  /** Work that waits for a store to open the app again. */
  parked: 90 * DAY,
  /** A copy for somebody who asked for their data, after it was handed on, and at the most. */
  copyAfterDone: 30 * DAY,
  copy: 90 * DAY,
  accessLog: 365 * DAY,
  /** By what somebody shows that an order is theirs, from when it was placed: digests. */
  proof: 400 * DAY,
  /** That an email was sent, or why not: so that no cause mails twice. Neither its text nor its address is kept. */
  message: 365 * DAY,
  /** What a customer wrote about an order; how satisfied they were stays. */
  comment: 365 * DAY,
  /** Everything of a store that has removed the app, or was heard of and never opened it, where Shopify's own word to erase it never comes. */
  store: 90 * DAY,
} as const;
