/**
 * Brings the schema up to date. All that is missing is applied in one transaction under a lock, so that several processes may
 * start at once and a migration that fails leaves nothing half done.
 */
import { exclusively } from './dialect/exclusive.ts';
import { migrateQueue } from './dialect/graphile.ts';
import { migrations } from './migrations/index.ts';
import type { Db, Reader, Tx } from './open.ts';

/** Returns the names that were applied now, in order; empty when there was nothing to do. */
export async function migrate(db: Db, now: () => number = Date.now): Promise<string[]> {
  return exclusively(db.migrator, async (tx) => {
    await migrateQueue(db);
    return applyMigrations(tx, now());
  });
}

/** The same inside a transaction of the caller's. `only`: those of an older version, by their names. */
export async function applyMigrations(tx: Tx, now: number, only?: readonly string[]): Promise<string[]> {
  await tx.schema
    .createTable('migrations')
    .ifNotExists()
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('applied_at', 'bigint', (column) => column.notNull())
    .execute();
  const done = await appliedMigrations(tx);
  const strange = unknownMigrations([...done]);
  if (strange.length > 0) {
    throw new Error(
      `The database was migrated by a newer version of this program (${strange.join(', ')}). Run that version or restore a backup.`,
    );
  }
  const missing = migrations.filter(({ name }) => !done.has(name) && (only === undefined || only.includes(name)));
  for (const migration of missing) {
    await migration.up(tx);
    await tx.insertInto('migrations').values({ name: migration.name, applied_at: now }).execute();
  }
  return missing.map((migration) => migration.name);
}

/** Those that this program has not: somebody newer has. */
export function unknownMigrations(names: readonly string[]): string[] {
  const known = new Set(migrations.map((migration) => migration.name));
  return names.filter((name) => !known.has(name));
}

/** Names of migrations that this program has and the database has not. Throws when the database cannot be reached. */
export async function pendingMigrations(db: Db): Promise<string[]> {
  const done = await appliedMigrations(db.read);
  return migrations.map((migration) => migration.name).filter((name) => !done.has(name));
}

export async function appliedMigrations(handle: Reader): Promise<Set<string>> {
  const rows = await handle.selectFrom('migrations').select('name').execute();
  return new Set(rows.map((row) => row.name));
}
