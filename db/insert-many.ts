/**
 * Many rows by one statement that is compiled once for each number of rows: for a row of text the query builder takes longer than the
 * database does.
 */
import { CompiledQuery, type Insertable, type InsertQueryBuilder, type InsertResult } from 'kysely';
import type { Tx } from './open.ts';
import type { Database } from './schema/index.ts';

type Into<Table extends keyof Database, Row> = InsertQueryBuilder<Database, Table, Row>;

/** More texts are not kept; longer lists are compiled each time. */
const LONGEST_KEPT = 128;

/** `finish` says what happens on a conflict and what is returned; it must bring no parameters of its own. At least one row. */
export function insertMany<
  Table extends keyof Database,
  Column extends keyof Insertable<Database[Table]> & string,
  Row,
>(
  table: Table,
  columns: readonly Column[],
  finish: (insert: Into<Table, InsertResult>) => Into<Table, Row>,
): (tx: Tx, rows: readonly Pick<Insertable<Database[Table]>, Column>[]) => Promise<Row[]> {
  const known = new WeakMap<object, Map<number, string>>();

  function textFor(tx: Tx, rows: readonly Pick<Insertable<Database[Table]>, Column>[]): string {
    const { adapter } = tx.getExecutor();
    const texts = known.get(adapter) ?? new Map<number, string>();
    known.set(adapter, texts);
    const text = texts.get(rows.length);
    if (text !== undefined) return text;
    const inOrder = rows.map((row) => Object.fromEntries(columns.map((column) => [column, row[column]])));
    const compiled = finish(tx.insertInto(table).values(inOrder as Insertable<Database[Table]>[])).compile();
    if (compiled.parameters.length !== rows.length * columns.length)
      throw new Error(`an insert into ${table} with parameters beside its rows`);
    if (rows.length <= LONGEST_KEPT) texts.set(rows.length, compiled.sql);
    return compiled.sql;
  }

  return async (tx, rows) => {
    const parameters: unknown[] = [];
    for (const row of rows) for (const column of columns) parameters.push(row[column]);
    const result = await tx.executeQuery<Row>(CompiledQuery.raw(textFor(tx, rows), parameters) as CompiledQuery<Row>);
    return result.rows;
  };
}
