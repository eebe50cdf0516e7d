/**
 * Proves the ledger: recomputes every balance, lot and order's earnings from the postings alone, and compares with what is
 * stored. Streams accounts a page at a time, so that a million entries need no more memory than a page.
 */
import type { Selectable } from 'kysely';
import type { Reader } from '../../../db/open.ts';
import type { LedgerPostingsTable } from '../../../db/schema/ledger-postings.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import { accountThatMade, type Balance, isCustomers, madeBy } from './account-book.ts';
import { type AccountRows, accountPage, loadAccountRows, strayEntries } from './store/audit.ts';

export interface LedgerReport {
  accounts: number;
  entries: number;
  /** What all customers hold: lots minus debt. */
  closing: number;
  /** Empty when the ledger agrees with itself. Names accounts, lots and entries, never people. */
  differences: string[];
}

const PAGE = 200;
/** A broken ledger is broken: nobody reads a million lines of it. */
const MOST_DIFFERENCES = 1_000;

export async function verifyLedger(handle: Reader, shopId: ShopId): Promise<LedgerReport> {
  const report: LedgerReport = { accounts: 0, entries: 0, closing: 0, differences: [] };
  const tell = (difference: string) => {
    if (report.differences.length < MOST_DIFFERENCES) report.differences.push(difference);
  };
  for (let after = ''; ; ) {
    const ids = await accountPage(handle, shopId, after, PAGE);
    const last = ids.at(-1);
    if (last === undefined) break;
    for (const { root, merged } of await loadAccountRows(handle, shopId, ids)) {
      report.closing += verifyFamily(root, merged, tell);
      report.accounts += 1 + merged.length;
      report.entries += [root, ...merged].reduce((sum, rows) => sum + rows.entries.length, 0);
    }
    after = last;
  }
  const stray = await strayEntries(handle, shopId);
  if (stray > 0) tell(`${stray} entries belong to no account`);
  return report;
}

interface Replayed {
  lots: Map<string, { remaining: number; credited: number; lapsed: number }>;
  orders: Map<string, { credited: number; reversed: number; bookings: number }>;
  /** What passed from account to account: comes to zero. */
  merged: number;
}

/** An account and those that were merged into it. Returns what the customer holds. */
function verifyFamily(root: AccountRows, merged: readonly AccountRows[], tell: (difference: string) => void): number {
  const replayed: Replayed = { lots: new Map(), orders: new Map(), merged: 0 };
  const waiting = new Map(merged.map((rows) => [rows.account.account_id, rows]));
  let holds = 0;
  const replay = (rows: AccountRows) => {
    waiting.delete(rows.account.account_id);
    const balance = verifyAccount(rows, replayed, tell, (earlier) => {
      const moved = waiting.get(earlier);
      if (moved) replay(moved);
    });
    holds += balance.available + balance.pending - balance.debt;
  };
  // The history of an account that handed something over comes before the entry that took it; that of any other, first of all, or where
  // something becomes of its lots.
  const handedOver = new Set(
    [root, ...merged].flatMap(({ entries }) => entries.flatMap((entry) => takenFrom(entry) ?? [])),
  );
  for (const [id, rows] of waiting) if (!handedOver.has(id)) replay(rows);
  replay(root);
  for (const id of waiting.keys())
    tell(`account ${id}: was merged into ${root.account.account_id}, which never took it`);
  if (replayed.merged !== 0) tell(`account ${root.account.account_id}: merging left ${replayed.merged} points over`);
  const stored = new Map([root, ...merged].flatMap(({ lots }) => lots.map((lot) => [lot.lot_id, lot])));
  compareRows('lot', replayed.lots, stored, { remaining: 0, credited: 0, lapsed: 0 }, tell);
  const all = [root, ...merged].flatMap(({ earnings }) => earnings);
  const earnings = new Map(all.map((earning) => [earning.order_id, earning]));
  compareRows('order', replayed.orders, earnings, { credited: 0, reversed: 0, bookings: 0 }, tell);
  for (const { account, lots, earnings: orders } of merged) {
    if (lots.length + orders.length > 0) tell(`account ${account.account_id}: was merged and still has lots or orders`);
  }
  return holds;
}

/** The account whose points this entry took over; null for any other entry. */
function takenFrom({ kind, key }: { kind: string; key: string }): string | null {
  return kind === 'merged' ? (/^account\/([^/]+)\/merged\/in$/.exec(key)?.[1] ?? null) : null;
}

function verifyAccount(
  rows: AccountRows,
  replayed: Replayed,
  tell: (difference: string) => void,
  replayBefore: (accountId: string) => void,
): Balance {
  const { account } = rows;
  const balance: Balance = { available: 0, pending: 0, debt: 0 };
  for (const [index, entry] of rows.entries.entries()) {
    const what = `entry ${entry.entry_id}`;
    const from = takenFrom(entry);
    if (from !== null) replayBefore(from);
    const postings = rows.postings.get(entry.entry_id) ?? [];
    for (const { lot_id: lot } of postings) if (lot !== null) replayBefore(accountThatMade(lot));
    if (entry.seq !== index + 1) tell(`${what}: number ${entry.seq} where ${index + 1} is next`);
    const sum = postings.reduce((total, { points }) => total + points, 0);
    if (sum !== 0) tell(`${what}: its postings sum to ${sum}, not to zero`);
    const net = postings.reduce((total, { account: name, points }) => total + (isCustomers(name) ? points : 0), 0);
    if (net !== entry.points) tell(`${what}: says ${entry.points}, its postings ${net}`);
    for (const posting of postings) apply(posting, entry, balance, replayed, (problem) => tell(`${what}: ${problem}`));
    if (balance.available > 0 && balance.debt > 0) tell(`${what}: points are available while others are owed`);
    const after = { available: entry.available_after, pending: entry.pending_after, debt: entry.debt_after };
    compare(what, balance, after, tell);
    addToOrder(replayed.orders, entry, postings);
  }
  const last = rows.entries.at(-1)?.seq ?? 0;
  if (account.rev !== last)
    tell(`account ${account.account_id}: stands at entry ${account.rev}, the ledger at ${last}`);
  compare(`account ${account.account_id}`, balance, account, tell);
  return balance;
}

function apply(
  posting: Selectable<LedgerPostingsTable>,
  entry: { entry_id: string; kind: string },
  balance: Balance,
  replayed: Replayed,
  tell: (problem: string) => void,
): void {
  const { lots } = replayed;
  const { account, lot_id: id, points } = posting;
  if (account === 'merged') replayed.merged += points;
  if (account === 'debt') balance.debt -= points;
  if (account === 'pending' || account === 'available') balance[account] += points;
  else if (account !== 'expired' && account !== 'lapsed') return;
  if (id === null) {
    tell('a posting names no lot');
    return;
  }
  const lot = lots.get(id) ?? { remaining: 0, credited: 0, lapsed: 0 };
  if (account === 'expired' || account === 'lapsed') {
    lot.lapsed += points;
  } else {
    lot.remaining += points;
    // Into what it has brought before, or into the lot that it made.
    if (points > 0 && (entry.kind === 'earned' || madeBy(entry.entry_id, id))) lot.credited += points;
  }
  // Maturing takes a lot out of pending before it is put into available.
  const wrong = lot.remaining < 0 || lot.lapsed < 0 || lot.remaining + lot.lapsed > lot.credited;
  if (wrong) tell(`lot ${id} holds ${lot.remaining} of ${lot.credited}, and ${lot.lapsed} have lapsed`);
  lots.set(id, lot);
}

function addToOrder(
  orders: Map<string, { credited: number; reversed: number; bookings: number }>,
  entry: { kind: string; order_id: string | null; cause: string | null },
  postings: readonly Selectable<LedgerPostingsTable>[],
): void {
  if (entry.order_id === null || entry.cause !== null || !OF_AN_ORDER.has(entry.kind)) return;
  const order = orders.get(entry.order_id) ?? { credited: 0, reversed: 0, bookings: 0 };
  for (const { account, points } of postings) {
    if (account === 'earned') order.credited -= points;
    if (account === 'reversed') order.reversed += points;
  }
  order.bookings += 1;
  orders.set(entry.order_id, order);
}
const OF_AN_ORDER = new Set(['earned', 'reversed', 'restored']);

function compareRows<Row extends object>(
  what: string,
  computed: ReadonlyMap<string, Row>,
  stored: ReadonlyMap<string, Row>,
  nothing: Row,
  tell: (difference: string) => void,
): void {
  for (const id of new Set([...computed.keys(), ...stored.keys()])) {
    compare(`${what} ${id}`, computed.get(id) ?? nothing, stored.get(id) ?? nothing, tell);
  }
}

/** Every field of `computed` must stand in `stored` with the same value. */
function compare<Row extends object>(
  what: string,
  computed: Row,
  stored: Row,
  tell: (difference: string) => void,
): void {
  for (const key of Object.keys(computed) as (keyof Row & string)[]) {
    if (computed[key] !== stored[key])
      tell(`${what}: ${key} is stored as ${stored[key]}, the postings say ${computed[key]}`);
  }
}
