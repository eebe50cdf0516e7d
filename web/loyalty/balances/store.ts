import type { Selectable } from 'kysely';
import { insertMany } from '../../../db/insert-many.ts';
import type { Reader, Tx } from '../../../db/open.ts';
import type { BalanceImportsTable } from '../../../db/schema/balance-imports.ts';
import type { CustomerId, ShopId } from '../../platform/kit/ids.ts';
import type { ImportState, RowProblem } from './api-types.ts';

export type ImportRow = Selectable<BalanceImportsTable>;

/** A row of a file, matched with the store's customers. */
export interface MatchedRow {
  line: number;
  customerId: CustomerId | null;
  points: number;
  /** Ms; null = by the programme's own rule. */
  expiresAt: number | null;
  problem: RowProblem | null;
}

export interface ImportCounts {
  rows: number;
  good: number;
  points: number;
  customers: number;
  given: number;
  refused: Partial<Record<RowProblem, number>>;
}

/** Begins the import, or checks it anew. */
export async function saveImport(
  tx: Tx,
  shopId: ShopId,
  { id, name, staffId, checkedAt }: { id: string; name: string; staffId: string; checkedAt: number },
): Promise<void> {
  await tx
    .insertInto('balance_imports')
    .values({
      shop_id: shopId,
      import_id: id,
      name,
      staff_id: staffId,
      state: 'checked',
      checked_at: checkedAt,
      finished_at: null,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['shop_id', 'import_id'])
        .doUpdateSet({ name, staff_id: staffId, state: 'checked', checked_at: checkedAt, finished_at: null }),
    )
    .execute();
}

/** What was given before stays so: only what a row says of itself is new. */
export async function saveRows(tx: Tx, shopId: ShopId, id: string, rows: readonly MatchedRow[]): Promise<void> {
  for (let start = 0; start < rows.length; start += AT_ONCE) {
    await insertRows(
      tx,
      rows.slice(start, start + AT_ONCE).map(({ line, customerId, points, expiresAt, problem }) => ({
        shop_id: shopId,
        import_id: id,
        line,
        customer_id: customerId,
        points,
        expires_at: expiresAt,
        problem,
        given: 0,
      })),
    );
  }
}
const AT_ONCE = 500;

const insertRows = insertMany(
  'balance_import_rows',
  ['shop_id', 'import_id', 'line', 'customer_id', 'points', 'expires_at', 'problem', 'given'],
  (insert) =>
    insert.onConflict((conflict) =>
      conflict
        .columns(['shop_id', 'import_id', 'line'])
        .doUpdateSet((eb) => ({
          customer_id: eb.ref('excluded.customer_id'),
          points: eb.ref('excluded.points'),
          expires_at: eb.ref('excluded.expires_at'),
          problem: eb.ref('excluded.problem'),
        }))
        .where('balance_import_rows.given', '=', (eb) => eb.lit(0)),
    ),
);

export async function findImport(handle: Reader, shopId: ShopId, id: string): Promise<ImportRow | null> {
  const row = await handle
    .selectFrom('balance_imports')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('import_id', '=', id)
    .executeTakeFirst();
  return row ?? null;
}

/** Newest first. */
export async function latestImports(handle: Reader, shopId: ShopId, limit: number): Promise<ImportRow[]> {
  return handle
    .selectFrom('balance_imports')
    .selectAll()
    .where('shop_id', '=', shopId)
    .orderBy('checked_at', 'desc')
    .orderBy('import_id')
    .limit(limit)
    .execute();
}

/** Only from one of those states; false when it is in another. */
export async function moveImport(
  tx: Tx,
  shopId: ShopId,
  id: string,
  from: readonly ImportState[],
  to: { state: ImportState; finishedAt?: number | null; staffId?: string },
): Promise<boolean> {
  const result = await tx
    .updateTable('balance_imports')
    .set({
      state: to.state,
      ...(to.finishedAt !== undefined && { finished_at: to.finishedAt }),
      ...(to.staffId !== undefined && { staff_id: to.staffId }),
    })
    .where('shop_id', '=', shopId)
    .where('import_id', '=', id)
    .where('state', 'in', from)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function countRows(handle: Reader, shopId: ShopId, id: string): Promise<ImportCounts> {
  const rows = handle.selectFrom('balance_import_rows').where('shop_id', '=', shopId).where('import_id', '=', id);
  const byProblem = await rows
    .groupBy('problem')
    .select((eb) => [
      'problem',
      eb.fn.countAll<number>().as('rows'),
      eb.fn.sum<number>('points').as('points'),
      eb.fn.sum<number>('given').as('given'),
      eb.fn.count<number>('customer_id').distinct().as('customers'),
    ])
    .execute();
  const good = byProblem.find(({ problem }) => problem === null);
  const refused = byProblem.flatMap(({ problem, rows: count }) =>
    problem === null ? [] : [[problem, count] as const],
  );
  return {
    rows: byProblem.reduce((sum, one) => sum + one.rows, 0),
    good: good?.rows ?? 0,
    points: good?.points ?? 0,
    customers: good?.customers ?? 0,
    given: good?.given ?? 0,
    refused: Object.fromEntries(refused),
  };
}

export async function problemRows(
  handle: Reader,
  shopId: ShopId,
  id: string,
  limit: number,
): Promise<{ line: number; problem: RowProblem }[]> {
  const rows = await handle
    .selectFrom('balance_import_rows')
    .select(['line', 'problem'])
    .where('shop_id', '=', shopId)
    .where('import_id', '=', id)
    .where('problem', 'is not', null)
    .orderBy('line')
    .limit(limit)
    .execute();
  return rows.flatMap(({ line, problem }) => (problem === null ? [] : [{ line, problem: problem as RowProblem }]));
}

/** Good rows that have been given, or not, in the order of the file. */
export async function goodRows(
  handle: Reader,
  shopId: ShopId,
  id: string,
  { given, limit }: { given: boolean; limit: number },
): Promise<(MatchedRow & { customerId: CustomerId })[]> {
  const rows = await handle
    .selectFrom('balance_import_rows')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('import_id', '=', id)
    .where('problem', 'is', null)
    // Of somebody who was erased nothing can be given or taken back; counted here, they would end the work before its time.
    .where('customer_id', 'is not', null)
    .where('given', '=', given ? 1 : 0)
    .orderBy('line')
    .limit(limit)
    .execute();
  return rows.flatMap(({ line, customer_id: customerId, points, expires_at: expiresAt }) =>
    customerId === null ? [] : [{ line, customerId: customerId as CustomerId, points, expiresAt, problem: null }],
  );
}

export async function markGiven(
  tx: Tx,
  shopId: ShopId,
  id: string,
  lines: readonly number[],
  given: boolean,
): Promise<void> {
  if (lines.length === 0) return;
  await tx
    .updateTable('balance_import_rows')
    .set({ given: given ? 1 : 0 })
    .where('shop_id', '=', shopId)
    .where('import_id', '=', id)
    .where('line', 'in', lines)
    .execute();
}

export async function markProblem(
  tx: Tx,
  shopId: ShopId,
  id: string,
  line: number,
  problem: RowProblem,
): Promise<void> {
  await tx
    .updateTable('balance_import_rows')
    .set({ problem, customer_id: null })
    .where('shop_id', '=', shopId)
    .where('import_id', '=', id)
    .where('line', '=', line)
    .execute();
}

/** Rows of these customers, for whoever asks what is held of them. */
export async function rowsOf(
  handle: Reader,
  shopId: ShopId,
  customerIds: readonly CustomerId[],
): Promise<{ name: string; line: number; points: number; given: boolean }[]> {
  if (customerIds.length === 0) return [];
  const rows = await handle
    .selectFrom('balance_import_rows as row')
    .innerJoin('balance_imports as import', (join) =>
      join.onRef('import.shop_id', '=', 'row.shop_id').onRef('import.import_id', '=', 'row.import_id'),
    )
    .select(['import.name as name', 'row.line as line', 'row.points as points', 'row.given as given'])
    .where('row.shop_id', '=', shopId)
    .where('row.customer_id', 'in', customerIds)
    .orderBy('import.checked_at')
    .orderBy('row.line')
    .execute();
  return rows.map(({ given, ...row }) => ({ ...row, given: given === 1 }));
}

/** The rows stay, and name nobody any more; what was not given never will be. */
export async function forgetCustomers(tx: Tx, shopId: ShopId, customerIds: readonly CustomerId[]): Promise<void> {
  if (customerIds.length === 0) return;
  const rows = tx
    .updateTable('balance_import_rows')
    .where('shop_id', '=', shopId)
    .where('customer_id', 'in', customerIds);
  await rows.where('given', '=', 0).set({ problem: 'erased', customer_id: null }).execute();
  await rows.set({ customer_id: null }).execute();
}
