/** Reading and filling whole tables, whatever is in them: for back-ups. */
import { sql } from 'kysely';
import type { Tx } from '../open.ts';
import { isPostgres } from './differences.ts';

export type Row = Record<string, unknown>;

const ROWS_AT_A_TIME = 500;

/** The names of our tables, sorted; not what the database or the queue keeps beside them. */
export async function tableNames(tx: Tx): Promise<string[]> {
  const tables = await tx.introspection.getTables();
  return tables
    .filter(({ schema, isView }) => !isView && (schema === undefined || schema === 'public'))
    .map(({ name }) => name)
    .sort();
}

/** The tables that hold rows of stores, sorted; not the queue's. */
export async function storeTableNames(tx: Tx): Promise<string[]> {
  const tables = await tx.introspection.getTables();
  return tables
    .filter(({ schema, isView }) => !isView && (schema === undefined || schema === 'public'))
    .filter(({ name, columns }) => name !== 'jobs' && columns.some((column) => column.name === 'shop_id'))
    .map(({ name }) => name)
    .sort();
}

/** Deletes at most `limit` rows of a store; returns how many there were. */
export async function deleteSomeOfStore(tx: Tx, table: string, shopId: number, limit: number): Promise<number> {
  const place = sql.ref(isPostgres(tx) ? 'ctid' : 'rowid');
  const { numAffectedRows } = await sql`
    delete from ${sql.table(table)} where ${place} in (
      select ${place} from ${sql.table(table)} where shop_id = ${shopId} limit ${sql.lit(limit)})`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}

/** Every row of a table, some at a time, in whatever order. The table must not change meanwhile. */
export async function* rowsOf(tx: Tx, table: string): AsyncGenerator<Row[]> {
  if (isPostgres(tx)) {
    await sql`declare whole_table no scroll cursor for select * from ${sql.table(table)}`.execute(tx);
    for (;;) {
      const { rows } = await sql<Row>`fetch ${sql.lit(ROWS_AT_A_TIME)} from whole_table`.execute(tx);
      if (rows.length === 0) break;
      yield rows;
    }
    await sql`close whole_table`.execute(tx);
    return;
  }
  let after = Number.MIN_SAFE_INTEGER;
  for (;;) {
    const { rows } = await sql<{ place: number }>`
      select rowid as place, * from ${sql.table(table)} where rowid > ${after} order by rowid limit ${ROWS_AT_A_TIME}`.execute(
      tx,
    );
    const last = rows.at(-1);
    if (!last) return;
    after = last.place;
    yield rows.map(({ place: _place, ...row }) => row);
  }
}

export async function isEmpty(tx: Tx, table: string): Promise<boolean> {
  const { rows } = await sql`select 1 from ${sql.table(table)} limit 1`.execute(tx);
  return rows.length === 0;
}

/** Rows with all their values, of the same columns; those that a database numbers by itself keep their numbers. */
export async function fillTable(
  tx: Tx,
  table: string,
  columns: readonly string[],
  rows: readonly unknown[][],
): Promise<void> {
  if (rows.length === 0) return;
  const names = sql.join(columns.map((column) => sql.ref(column)));
  const values = sql.join(rows.map((row) => sql`(${sql.join(row)})`));
  await sql`insert into ${sql.table(table)} (${names}) values ${values}`.execute(tx);
}

/** New rows are numbered on from the highest number that is there. SQLite does so by itself. */
export async function continueNumbers(tx: Tx): Promise<void> {
  if (!isPostgres(tx)) return;
  const { rows } = await sql<{ table: string; column: string }>`
    select table_name as table, column_name as column from information_schema.columns
    where table_schema = 'public' and is_identity = 'YES'`.execute(tx);
  for (const { table, column } of rows) {
    await sql`
      select setval(pg_get_serial_sequence(${table}, ${column}), greatest(max(${sql.ref(column)}), 1), max(${sql.ref(column)}) is not null)
      from ${sql.table(table)}`.execute(tx);
  }
}
