/** What an upper bound writes: rows that are there already, by nothing but prepared statements. */
import SqliteClient from 'better-sqlite3';
import pg from 'pg';
import type { Database } from '../../db/schema/index.ts';
import { withDb } from './databases.ts';

export interface TableRows {
  table: string;
  rows: Record<string, string | number | null>[];
}

/** What orders leave. */
const OF_ORDERS = [
  'customers',
  'orders',
  'order_lines',
  'order_refunds',
  'points_accounts',
  'points_lots',
  'ledger_entries',
  'ledger_postings',
  'order_earnings',
  'customer_metafields',
] as const;

/** Everything that is in these tables. */
export function copyRows(url: string, tables: readonly (keyof Database)[] = OF_ORDERS): Promise<TableRows[]> {
  return withDb(url, ({ read }) =>
    Promise.all(
      tables.map(async (table) => ({
        table,
        rows: (await read.selectFrom(table).selectAll().execute()) as TableRows['rows'],
      })),
    ),
  );
}

/** Into empty tables, in so many durable commits, each with its part of every table. */
export async function insertBare(url: string, tables: readonly TableRows[], commits: number): Promise<void> {
  const part = (rows: TableRows['rows'], index: number) =>
    rows.slice(Math.floor((rows.length * index) / commits), Math.floor((rows.length * (index + 1)) / commits));
  const inserts = tables.map(({ table, rows }) => ({ table, columns: Object.keys(rows[0] ?? {}), rows }));
  if (url.startsWith('sqlite:')) {
    const client = new SqliteClient(url.slice('sqlite:'.length));
    client.pragma('synchronous = FULL');
    const prepared = inserts.map(({ table, columns, rows }) => ({
      statement: client.prepare(`insert into ${table} (${columns.join()}) values (${columns.map(() => '?').join()})`),
      rows: rows.map((row) => columns.map((column) => row[column])),
    }));
    for (let index = 0; index < commits; index += 1) {
      client.exec('begin immediate');
      for (const { statement, rows } of prepared)
        for (const values of rows.slice(
          Math.floor((rows.length * index) / commits),
          Math.floor((rows.length * (index + 1)) / commits),
        ))
          statement.run(values);
      client.exec('commit');
    }
    client.close();
    return;
  }
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  for (let index = 0; index < commits; index += 1) {
    await client.query('begin');
    for (const { table, rows } of inserts)
      await client.query(`insert into ${table} select * from json_populate_recordset(null::${table}, $1)`, [
        JSON.stringify(part(rows, index)),
      ]);
    await client.query('commit');
  }
  await client.end();
}
