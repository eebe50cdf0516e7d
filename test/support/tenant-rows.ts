/** What the database holds of one store, whichever tables there are by now. */
import { sql } from 'kysely';
import type { Db } from '../../db/open.ts';
import type { ShopId } from '../../web/platform/kit/ids.ts';

const known = new WeakMap<Db, Promise<{ name: string; ofStore: boolean }[]>>();

/** Our own tables; a queue that keeps its own schema is left aside. */
export function ourTables(db: Db): Promise<{ name: string; ofStore: boolean }[]> {
  const found = known.get(db) ?? readTables(db);
  known.set(db, found);
  return found;
}

async function readTables(db: Db): Promise<{ name: string; ofStore: boolean }[]> {
  const tables = await db.migrator.introspection.getTables();
  return tables
    .filter(({ schema }) => schema === undefined || schema === 'public')
    .map(({ name, columns }) => ({ name, ofStore: columns.some((column) => column.name === 'shop_id') }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Every table with a `shop_id`, sorted. */
export async function tenantTables(db: Db): Promise<string[]> {
  return (await ourTables(db)).filter(({ ofStore }) => ofStore).map(({ name }) => name);
}

/** Table → its rows of this store as text, sorted; so two of them can be compared. */
export async function rowsOf(
  db: Db,
  shopId: ShopId,
  without: readonly string[] = [],
): Promise<Record<string, string[]>> {
  const rows: Record<string, string[]> = {};
  for (const table of await tenantTables(db)) {
    if (without.includes(table)) continue;
    const found = await sql<
      Record<string, unknown>
    >`select * from ${sql.table(table)} where shop_id = ${shopId}`.execute(
      // Reading, through the handle that takes any statement.
      db.migrator,
    );
    rows[table] = found.rows.map((row) => JSON.stringify(row)).sort();
  }
  return rows;
}
