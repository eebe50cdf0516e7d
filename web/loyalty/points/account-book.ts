/**
 * One customer's account in memory, and the only way to change it: an entry whose postings sum to zero. The decisions beside
 * this file write entries into the book; `ledger.ts` loads it, holds its lock and stores what was added.
 *
 * Postings are signed points. Accounts of the customer: `pending` and `available` (each posting names its lot) and `debt`
 * (negative while points are owed). Accounts of the programme, where points come from and go to: `earned`, `granted`, `reversed`,
 * `adjusted`, `redeemed`, `reimbursed`, `expired`, `forfeited`; `merged`, through which points pass from one customer's account to
 * another's; and what of a reversal nobody had any more: `lapsed` (it had expired before, names the lot) and `written_off`.
 */
import type { BookingTerms } from './booking-terms.ts';
import type { TakeableLot } from './take-points.ts';

export type LedgerAccount =
  | 'pending'
  | 'available'
  | 'debt'
  | 'earned'
  | 'granted'
  | 'reversed'
  | 'lapsed'
  | 'written_off'
  | 'adjusted'
  | 'redeemed'
  | 'reimbursed'
  | 'expired'
  | 'forfeited'
  | 'merged';
/**
 * granted: a bonus. matured: pending became available. reversed: what an order or a grant brought was taken back; restored: a
 * reversal of the same order was undone. merged: see merge-accounts.ts.
 */
export type EntryKind =
  | 'earned'
  | 'granted'
  | 'reversed'
  | 'restored'
  | 'matured'
  | 'adjusted'
  | 'redeemed'
  | 'reimbursed'
  | 'expired'
  | 'forfeited'
  | 'merged';

export interface Posting {
  account: LedgerAccount;
  lot: string | null;
  points: number;
}

export interface Entry {
  /** `<account>.<seq>` */
  id: string;
  /** 1, 2, 3, … within the account. */
  seq: number;
  kind: EntryKind;
  /** What makes it unique in the store. */
  key: string;
  /** What the key stands for; the same key with other input is refused (rule R). */
  input: Readonly<Record<string, string | number | null>>;
  orderId: string | null;
  /** What else it belongs to: `grant/<key>` or `redemption/<id>`. */
  cause: string | null;
  /** What a grant was for. */
  source: string | null;
  /** Ms: when it happened in the business. */
  occurredAt: number;
  actor: 'system' | 'staff';
  postings: Posting[];
  /** Net effect on what the customer holds. */
  points: number;
  /** The balances once it was booked. */
  after: Balance;
}

export interface Balance {
  available: number;
  pending: number;
  /** Points owed; zero or more. Available is zero while it is not. */
  debt: number;
}

/** What a lot was earned by; null for points given by hand. */
export interface LotRule {
  version: number;
  points: number;
  perMinor: number;
  basis: 'net' | 'gross';
  windowDays: number;
}

export interface Lot extends TakeableLot {
  /** All that was ever put into it; `remaining` never exceeds it. */
  credited: number;
  /** Ms; null while the window's start is unknown. */
  availableAt: number | null;
  /** Ms of the payment or the change that brought it; the window counts from here at the earliest. */
  countsFrom: number;
  rule: LotRule | null;
  /** What a grant was for; null for points of an order, or given by hand. */
  source: string | null;
  /** Of a bonus that a customer gets once: which; null where it has given way to another. */
  once: string | null;
  /** The customer was told that it will lapse. */
  reminded: boolean;
}

export interface AccountBook {
  readonly accountId: string;
  readonly terms: BookingTerms;
  balance: Balance;
  /** Number of the last entry. */
  rev: number;
  lots: Map<string, Lot>;
  /** What was added since it was loaded, in order. */
  entries: Entry[];
  /** Lots that are new or changed since. */
  touched: Set<string>;
}

export function openBook(
  accountId: string,
  balance: Balance,
  rev: number,
  lots: readonly Lot[],
  terms: BookingTerms,
): AccountBook {
  return {
    accountId,
    terms,
    balance: { ...balance },
    rev,
    lots: new Map(lots.map((lot) => [lot.id, lot])),
    entries: [],
    touched: new Set(),
  };
}

/** The id of the entry that `write` makes next. */
export function nextEntryId(book: AccountBook): string {
  return `${book.accountId}.${book.rev + 1}`;
}

/** A lot carries the id of the entry that made it, and a number where that makes several. */
export function addLot(book: AccountBook, lot: NewLot): Lot {
  const entry = nextEntryId(book);
  let id = entry;
  for (let more = 2; book.lots.has(id); more += 1) id = `${entry}+${more}`;
  const added: Lot = { ...NOTHING_BUT_POINTS, ...lot, id, seq: book.rev + 1, credited: 0, remaining: 0, lapsed: 0 };
  book.lots.set(added.id, added);
  book.touched.add(added.id);
  return added;
}

type Optional = 'cause' | 'source' | 'once' | 'reminded';
type NewLot = Omit<Lot, 'id' | 'seq' | 'credited' | 'remaining' | 'lapsed' | Optional> & Partial<Pick<Lot, Optional>>;
const NOTHING_BUT_POINTS = { cause: null, source: null, once: null, reminded: false };

/** Was the lot made by that entry? */
export function madeBy(entryId: string, lotId: string): boolean {
  return lotId === entryId || lotId.startsWith(`${entryId}+`);
}

/** It may have been merged into another since. */
export function accountThatMade(lotId: string): string {
  return lotId.slice(0, lotId.indexOf('.'));
}

export type EntryDraft = Omit<Entry, 'id' | 'seq' | 'points' | 'after' | 'cause' | 'source'> &
  Partial<Pick<Entry, 'cause' | 'source'>>;

/** Adds an entry and moves the balances by its postings. Throws when the ledger's invariants would break: that is a bug. */
export function write(book: AccountBook, draft: EntryDraft): Entry {
  const postings = draft.postings.filter((posting) => posting.points !== 0);
  let sum = 0;
  let points = 0;
  for (const posting of postings) {
    sum += posting.points;
    if (isCustomers(posting.account)) points += posting.points;
    apply(book, posting);
  }
  if (sum !== 0) throw new Error(`the postings of ${draft.key} do not sum to zero`);
  assertSound(book, draft.key);
  const id = nextEntryId(book);
  book.rev += 1;
  const entry: Entry = {
    cause: null,
    source: null,
    ...draft,
    id,
    seq: book.rev,
    postings,
    points,
    after: { ...book.balance },
  };
  book.entries.push(entry);
  return entry;
}

export function isCustomers(account: LedgerAccount): boolean {
  return account === 'pending' || account === 'available' || account === 'debt';
}

function apply(book: AccountBook, posting: Posting): void {
  if (posting.account === 'debt') {
    book.balance.debt -= posting.points;
  } else if (posting.account === 'pending' || posting.account === 'available') {
    book.balance[posting.account] += posting.points;
    const lot = posting.lot === null ? undefined : book.lots.get(posting.lot);
    if (!lot) throw new Error(`a posting to ${posting.account} names no known lot`);
    lot.remaining += posting.points;
    book.touched.add(lot.id);
  } else if (posting.account === 'lapsed') {
    const lot = posting.lot === null ? undefined : book.lots.get(posting.lot);
    if (!lot) throw new Error('what had lapsed names no known lot');
    lot.lapsed += posting.points;
    book.touched.add(lot.id);
  }
}

function assertSound(book: AccountBook, key: string): void {
  const { available, pending, debt } = book.balance;
  const wrong =
    available < 0 || pending < 0 || debt < 0
      ? 'a balance is below zero'
      : available > 0 && debt > 0
        ? 'points are available while others are owed'
        : [...book.touched].some((id) => !withinItsCredit(book.lots.get(id)))
          ? 'a lot holds less than nothing or more than was put into it'
          : null;
  if (wrong) throw new Error(`booking ${key}: ${wrong}`);
}

function withinItsCredit(lot: Lot | undefined): boolean {
  return lot !== undefined && lot.remaining >= 0 && lot.lapsed >= 0 && lot.remaining + lot.lapsed <= lot.credited;
}

/**
 * Postings that put points into an available lot: debt is paid first (rule O). The lot's credit is the caller's to raise.
 * `owed` is what is owed by then, for a caller that has already planned to pay some.
 */
export function creditPostings(lot: string, points: number, owed: number): { postings: Posting[]; paid: number } {
  const paid = Math.min(owed, points);
  return {
    paid,
    postings: [
      { account: 'debt', lot: null, points: paid },
      { account: 'available', lot, points: points - paid },
    ],
  };
}
