/** The few places where the two databases want different SQL. Nothing else compares dialects. */
import {
  type ColumnDataType,
  type ColumnDefinitionBuilder,
  type Expression,
  type Kysely,
  PostgresAdapter,
  type RawBuilder,
  type SelectQueryBuilder,
  sql,
} from 'kysely';
import type { Database } from '../schema/index.ts';

/** Anything that Kysely can run a statement on. */
type Handle = Pick<Kysely<Database>, 'getExecutor'>;

export function isPostgres(handle: Handle): boolean {
  return handle.getExecutor().adapter instanceof PostgresAdapter;
}

/** Holds the selected rows until the transaction ends. On SQLite a transaction already holds everything. */
export function lockRows<DB, TB extends keyof DB, Row>(
  handle: Handle,
  query: SelectQueryBuilder<DB, TB, Row>,
): SelectQueryBuilder<DB, TB, Row> {
  return isPostgres(handle) ? query.forUpdate() : query;
}

/** The greater of two values; SQLite calls it `max`. Neither may be null. */
export function greatest(handle: Handle, a: Expression<number>, b: Expression<number>): RawBuilder<number> {
  return isPostgres(handle) ? sql<number>`greatest(${a}, ${b})` : sql<number>`max(${a}, ${b})`;
}

/** Type and constraints of a column that numbers its rows by itself, for migrations: `addColumn('id', ...identity(db))`. */
export function identity(
  handle: Handle,
): [type: ColumnDataType, build: (column: ColumnDefinitionBuilder) => ColumnDefinitionBuilder] {
  return isPostgres(handle)
    ? ['bigint', (column) => column.primaryKey().generatedByDefaultAsIdentity()]
    : ['integer', (column) => column.primaryKey().autoIncrement()];
}
