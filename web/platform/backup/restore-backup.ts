import { exclusively } from '../../../db/dialect/exclusive.ts';
import { migrateQueue } from '../../../db/dialect/graphile.ts';
import { continueNumbers, fillTable, isEmpty, tableNames } from '../../../db/dialect/whole-tables.ts';
import { appliedMigrations, applyMigrations, unknownMigrations } from '../../../db/migrate.ts';
import type { Db, Tx } from '../../../db/open.ts';
import { jobTable, type QueuedJob } from '../jobs/job-table.ts';
import type { ShopId } from '../kit/ids.ts';
import { BackupUnusable, checkBackup, readBackup } from './backup-file.ts';

export interface RestoreReport {
  madeAt: string;
  tables: Record<string, number>;
  jobs: number;
  /** What has been added since the back-up was made. */
  migrated: string[];
}

const ROWS_AT_A_TIME = 200;

/**
 * Fills an empty database from a file that has been read to its end before: all of it in one transaction, or nothing. One that was made by
 * an older version is brought up to date on the way. Throws when the database holds anything.
 */
export async function restoreBackup(db: Db, path: string, now: number): Promise<RestoreReport> {
  const { madeAt, migrations } = await checkBackup(path);
  const strange = unknownMigrations(migrations);
  if (strange.length > 0)
    throw new BackupUnusable(
      `The back-up was made by a newer version of this program (${strange.join(', ')}). Use that version.`,
    );
  return exclusively(db.migrator, async (tx) => {
    await migrateQueue(db);
    await prepareTables(tx, migrations, now);
    const report: RestoreReport = { madeAt, tables: {}, jobs: 0, migrated: [] };
    const jobs: QueuedJob[] = [];
    let table = '';
    let columns: string[] = [];
    let rows: unknown[][] = [];
    const flushRows = async () => {
      await fillTable(tx, table, columns, rows);
      rows = [];
    };
    for await (const line of readBackup(path)) {
      if (Array.isArray(line)) {
        rows.push(line);
        report.tables[table] = (report.tables[table] ?? 0) + 1;
        if (rows.length >= ROWS_AT_A_TIME) await flushRows();
        continue;
      }
      await flushRows();
      if ('table' in line) ({ table, columns } = line);
      else {
        if (report.jobs === 0) report.migrated = await completeSchema(tx, now);
        jobs.push({ ...line.job, shopId: line.job.shopId as ShopId });
        report.jobs += 1;
        if (jobs.length >= ROWS_AT_A_TIME) await jobTable(tx).add(tx, jobs.splice(0));
      }
    }
    await flushRows();
    if (report.jobs === 0) report.migrated = await completeSchema(tx, now);
    await jobTable(tx).add(tx, jobs);
    return report;
  });
}

/** Brings an empty database to the tables that the back-up has. */
async function prepareTables(tx: Tx, wanted: readonly string[], now: number): Promise<void> {
  const tables = await tableNames(tx);
  const filled: string[] = [];
  for (const table of tables) if (table !== 'migrations' && !(await isEmpty(tx, table))) filled.push(table);
  if (filled.length > 0) {
    throw new Error(
      `This database is not empty (${filled.slice(0, 3).join(', ')}${filled.length > 3 ? ', …' : ''}). A back-up is restored into an empty one: name another by DATABASE_URL, and point the app to it afterwards.`,
    );
  }
  const newer = tables.includes('migrations')
    ? [...(await appliedMigrations(tx))].filter((name) => !wanted.includes(name))
    : [];
  if (newer.length > 0) {
    throw new Error(
      'This database is empty, but its tables are already newer than the back-up. Name one that has no tables yet.',
    );
  }
  await applyMigrations(tx, now, wanted);
}

/** What the program has added since; and numbers go on where the rows end. */
async function completeSchema(tx: Tx, now: number): Promise<string[]> {
  const migrated = await applyMigrations(tx, now);
  await continueNumbers(tx);
  return migrated;
}
