/** Points for something else than an order: a bonus, a reward for a friend, what another programme had promised. */
import { type AccountBook, addLot, creditPostings, type Entry, write } from './account-book.ts';
import { expiresAt } from './booking-terms.ts';
import { takeBackPostings } from './take-back.ts';

export const grantSources = [
  'sign_up',
  'birthday',
  'newsletter',
  'review',
  'social',
  'custom',
  'first_order',
  'order_goal',
  'spend_goal',
  'tier',
  'referral',
  'apology',
  'import',
] as const;
export type GrantSource = (typeof grantSources)[number];

/** Ms; held: until somebody decides. */
export type Matures = { at: number } | 'now' | 'held';

export interface Grant {
  points: number;
  /** `grant/<key>` */
  cause: string;
  source: GrantSource;
  orderId: string | null;
  once: string | null;
  occurredAt: number;
  matures: Matures;
  /** Where the programme does not say it: ms, null = never. */
  expiresAt?: number | null;
}

export function grant(book: AccountBook, given: Grant, input: Entry['input'], now: number): Entry {
  const { points, cause, source, orderId, once, occurredAt } = given;
  const availableAt = given.matures === 'held' ? null : given.matures === 'now' ? now : given.matures.at;
  const waits = availableAt === null || availableAt > now;
  const owed = waits ? 0 : Math.min(book.balance.debt, points);
  // Also where all of it pays what is owed: two customers who become one have both had it.
  const lot = addLot(book, {
    orderId,
    cause,
    source,
    once,
    rule: null,
    state: waits ? 'pending' : 'available',
    availableAt,
    expiresAt: given.expiresAt === undefined ? expiresAt(book.terms.expiry, availableAt) : given.expiresAt,
    countsFrom: occurredAt,
    createdAt: now,
  });
  lot.credited = points - owed;
  const postings = waits
    ? [{ account: 'pending' as const, lot: lot.id, points }]
    : creditPostings(lot.id, points, book.balance.debt).postings;
  return write(book, {
    kind: 'granted',
    key: cause,
    input,
    orderId,
    cause,
    source,
    occurredAt,
    actor: 'system',
    postings: [...postings, { account: 'granted', lot: null, points: -points }],
  });
}

/** Rules E and O, as with the points of an order: its own lot first. */
export function takeBackGrant(
  book: AccountBook,
  taken: {
    points: number;
    key: string;
    cause: string;
    source: string | null;
    orderId: string | null;
    occurredAt: number;
  },
  input: Entry['input'],
): Entry {
  const { key, cause, source, orderId, occurredAt, points } = taken;
  const postings = takeBackPostings(book, { orderId, cause }, points);
  return write(book, { kind: 'reversed', key, input, orderId, cause, source, occurredAt, actor: 'system', postings });
}

/** Lets what is held go: it matures then. Returns whether anything was held. */
export function release(book: AccountBook, cause: string, at: number): boolean {
  let released = false;
  for (const lot of book.lots.values()) {
    if (lot.cause !== cause || lot.state !== 'pending' || lot.remaining === 0 || lot.availableAt !== null) continue;
    lot.availableAt = at;
    lot.expiresAt = expiresAt(book.terms.expiry, at);
    book.touched.add(lot.id);
    released = true;
  }
  return released;
}
