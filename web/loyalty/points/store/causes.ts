/** What grants and redemptions have brought, read from the ledger itself. */
import type { Reader } from '../../../../db/open.ts';
import type { ShopId } from '../../../platform/kit/ids.ts';
import type { Allocation } from '../redeem.ts';

/** The entry that a grant was booked by; null when there is none. */
export async function grantOf(
  handle: Reader,
  shopId: ShopId,
  cause: string,
): Promise<{ accountId: string; source: string | null; orderId: string | null } | null> {
  const row = await handle
    .selectFrom('ledger_entries')
    .select(['account_id', 'source', 'order_id'])
    .where('shop_id', '=', shopId)
    .where('cause', '=', cause)
    .where('kind', '=', 'granted')
    .executeTakeFirst();
  return row ? { accountId: row.account_id, source: row.source, orderId: row.order_id } : null;
}

export interface CauseTotals {
  granted: number;
  /** Of a grant, taken back, whether or not anybody had it any more. */
  reversed: number;
  redeemed: number;
  reimbursed: number;
}

/** In whole, of everything that was ever booked for it. */
export async function causeTotals(handle: Reader, shopId: ShopId, cause: string): Promise<CauseTotals> {
  return (await causesTotals(handle, shopId, [cause])).get(cause) ?? NOTHING;
}
const NOTHING = { granted: 0, reversed: 0, redeemed: 0, reimbursed: 0 };

export async function causesTotals(
  handle: Reader,
  shopId: ShopId,
  causes: readonly string[],
): Promise<Map<string, CauseTotals>> {
  if (causes.length === 0) return new Map();
  const rows = await handle
    .selectFrom('ledger_entries as entry')
    .innerJoin('ledger_postings as posting', (join) =>
      join.onRef('posting.shop_id', '=', 'entry.shop_id').onRef('posting.entry_id', '=', 'entry.entry_id'),
    )
    .where('entry.shop_id', '=', shopId)
    .where('entry.cause', 'in', causes)
    .groupBy(['entry.cause', 'posting.account'])
    .select((eb) => ['entry.cause', 'posting.account', eb.fn.sum<number>('posting.points').as('points')])
    .execute();
  return new Map(
    causes.map((cause) => {
      const of = (account: string) =>
        Math.abs(rows.find((row) => row.cause === cause && row.account === account)?.points ?? 0);
      const totals = {
        granted: of('granted'),
        reversed: of('reversed'),
        redeemed: of('redeemed'),
        reimbursed: of('reimbursed'),
      };
      return [cause, totals];
    }),
  );
}

/** Whose points a redemption took, and from which lots; null when there is none. */
export async function redemptionOf(
  handle: Reader,
  shopId: ShopId,
  cause: string,
): Promise<{ accountId: string; allocations: Allocation[] } | null> {
  const found = await redemptionsOf(handle, shopId, [cause]);
  return found.get(cause) ?? null;
}

export async function redemptionsOf(
  handle: Reader,
  shopId: ShopId,
  causes: readonly string[],
): Promise<Map<string, { accountId: string; allocations: Allocation[] }>> {
  const found = new Map<string, { accountId: string; allocations: Allocation[] }>();
  if (causes.length === 0) return found;
  const rows = await handle
    .selectFrom('ledger_entries as entry')
    .innerJoin('ledger_postings as posting', (join) =>
      join.onRef('posting.shop_id', '=', 'entry.shop_id').onRef('posting.entry_id', '=', 'entry.entry_id'),
    )
    .where('entry.shop_id', '=', shopId)
    .where('entry.cause', 'in', causes)
    .where('entry.kind', '=', 'redeemed')
    .where('posting.account', '=', 'available')
    .orderBy('posting.entry_id')
    .orderBy('posting.position')
    .select(['entry.cause', 'entry.account_id', 'posting.lot_id', 'posting.points'])
    .execute();
  for (const { cause, account_id: accountId, lot_id: lot, points } of rows) {
    if (cause === null || lot === null) continue;
    const redemption = found.get(cause) ?? { accountId, allocations: [] };
    redemption.allocations.push({ lot, points: -points });
    found.set(cause, redemption);
  }
  return found;
}
