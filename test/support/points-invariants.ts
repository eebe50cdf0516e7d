/**
 * What must hold of the ledger's rows after anything (section 3 of the accounting rules), asked of the tables themselves and not
 * of the app.
 */
import assert from 'node:assert/strict';
import type { Db } from '../../db/open.ts';
import { reportColumn } from '../../web/loyalty/points/report-column.ts';
import type { ShopId } from '../../web/platform/kit/ids.ts';

/** Entries and postings as they were at a moment. */
export interface LedgerRows {
  entries: Map<string, string>;
  postings: Map<string, string>;
}

export async function ledgerRows(db: Db, shopId: ShopId): Promise<LedgerRows> {
  const entries = await db.read.selectFrom('ledger_entries').selectAll().where('shop_id', '=', shopId).execute();
  const postings = await db.read.selectFrom('ledger_postings').selectAll().where('shop_id', '=', shopId).execute();
  return {
    entries: new Map(entries.map((row) => [row.entry_id, JSON.stringify(row)])),
    postings: new Map(postings.map((row) => [`${row.entry_id}/${row.position}`, JSON.stringify(row)])),
  };
}

export const NO_ROWS: LedgerRows = { entries: new Map(), postings: new Map() };

/**
 * Numbers as in the reference. The fifth, about shuffled webhooks, needs another run and is a property of its own. `rewards`: the redemptions
 * that were used, by the order that they were used on.
 */
export async function assertInvariants(
  db: Db,
  shopId: ShopId,
  before: LedgerRows,
  rewards: ReadonlyMap<string, { id: string }>,
): Promise<void> {
  const own = { from: <Row extends { shop_id: ShopId }>(rows: Row[]) => rows.filter((row) => row.shop_id === shopId) };
  const lots = own.from(await db.read.selectFrom('points_lots').selectAll().where('shop_id', '=', shopId).execute());
  const accounts = await db.read.selectFrom('points_accounts').selectAll().where('shop_id', '=', shopId).execute();
  const earnings = await db.read.selectFrom('order_earnings').selectAll().where('shop_id', '=', shopId).execute();
  const postings = await db.read.selectFrom('ledger_postings').selectAll().where('shop_id', '=', shopId).execute();
  const orders = await db.read.selectFrom('orders').selectAll().where('shop_id', '=', shopId).execute();
  const sum = <Row>(rows: readonly Row[], of: (row: Row) => number) => rows.reduce((total, row) => total + of(row), 0);

  const customers = new Set(['pending', 'available', 'debt']);
  const held = sum(lots, (lot) => lot.remaining) - sum(accounts, (account) => account.debt);
  const booked = sum(postings, (posting) => (customers.has(posting.account) ? posting.points : 0));
  const closing = sum(accounts, ({ available, pending, debt }) => available + pending - debt);
  assert.deepEqual({ booked, closing }, { booked: held, closing: held }, '1: lots − debt = ledger = closing');
  assert.equal(
    sum(postings, ({ points }) => points),
    0,
    'the postings of all entries sum to zero',
  );
  for (const lot of lots)
    assert.ok(
      lot.remaining >= 0 && lot.lapsed >= 0 && lot.remaining + lot.lapsed <= lot.credited,
      `2: lot ${lot.lot_id} holds what was put into it`,
    );
  for (const one of earnings)
    assert.ok(one.reversed >= 0 && one.reversed <= one.credited, `3: order ${one.order_id} gave back what it brought`);
  const entries = await db.read.selectFrom('ledger_entries').selectAll().where('shop_id', '=', shopId).execute();
  const causeOf = new Map(entries.map((entry) => [entry.entry_id, entry.cause]));
  const byCause = Map.groupBy(postings, ({ entry_id: id }) => causeOf.get(id) ?? null);
  byCause.delete(null);
  for (const [cause, own] of byCause) {
    const of = (account: string) => Math.abs(sum(own, (one) => (one.account === account ? one.points : 0)));
    assert.ok(of('reimbursed') <= of('redeemed'), `3: ${cause} brought back what it had cost`);
    assert.ok(of('reversed') <= of('granted'), `3: ${cause} gave back what it had brought`);
  }
  // Only what time did not do yet may be missing: one closing entry for each lot whose last day is over.
  const closings = entries.filter(({ kind }) => kind === 'expired').length;
  assert.equal(closings, lots.filter(({ state }) => state === 'expired').length, 'each lot is closed once');
  const columns = new Map<string, number>();
  for (const { kind, points } of entries) {
    const column = reportColumn(kind, points > 0) ?? 'none';
    columns.set(column, (columns.get(column) ?? 0) + points);
  }
  assert.equal(columns.get('none') ?? 0, 0, 'what stands in no column moves nothing');
  const reported = [...columns.values()].reduce((total, points) => total + points, 0);
  assert.equal(reported, closing, '1: the columns of the report = closing');
  // What an erased person bought or spent moves nothing any more.
  const nobodys = new Set(
    accounts
      .filter((one) => one.customer_id === null && one.guest === null && one.merged_into === null)
      .map(({ account_id: id }) => id),
  );
  const cancelled = new Set(orders.filter((order) => order.cancelled_at !== null).map((order) => order.order_id));
  for (const one of earnings)
    if (cancelled.has(one.order_id) && !nobodys.has(one.account_id ?? ''))
      assert.equal(one.reversed, one.credited, `4: order ${one.order_id} was given back`);
  for (const [orderId, { id }] of rewards) {
    const own = byCause.get(`redemption/${id}`) ?? [];
    if (!cancelled.has(orderId) || own.some(({ entry_id: entry }) => nobodys.has(accountOf(entry)))) continue;
    const of = (account: string) => sum(own, (one) => (one.account === account ? one.points : 0));
    assert.equal(-of('reimbursed'), of('redeemed'), `4: what was spent on order ${orderId} came back`);
  }
  for (const { account_id: id, available, debt } of accounts)
    assert.ok(available === 0 || debt === 0, `6: account ${id} has and owes at once`);
  const after = await ledgerRows(db, shopId);
  for (const what of ['entries', 'postings'] as const)
    for (const [id, row] of before[what]) assert.equal(after[what].get(id), row, `7: ${id} was written once`);
}

/** `<account>.<number>` */
function accountOf(entryId: string): string {
  return entryId.slice(0, entryId.lastIndexOf('.'));
}
