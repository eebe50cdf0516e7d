/** Another process that does not let go: whoever wants to write waits. */
import { sql } from 'kysely';
import { isPostgres } from '../../db/dialect/differences.ts';
import { openDb } from '../../db/open.ts';

/** Holds this table, or on SQLite everything. Returns how to let go. */
export async function holdDatabase(url: string, table: 'inbox'): Promise<() => Promise<void>> {
  const db = openDb(url);
  const letGo = Promise.withResolvers<void>();
  const held = Promise.withResolvers<void>();
  const transaction = db.transaction(async (tx) => {
    if (isPostgres(tx)) await sql`lock table ${sql.table(table)} in access exclusive mode`.execute(tx);
    held.resolve();
    await letGo.promise;
  });
  await Promise.race([held.promise, transaction]);
  return async () => {
    letGo.resolve();
    await transaction;
    await db.close();
  };
}
