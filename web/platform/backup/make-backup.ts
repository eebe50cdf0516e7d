import { rowsOf, tableNames } from '../../../db/dialect/whole-tables.ts';
import { appliedMigrations, pendingMigrations } from '../../../db/migrate.ts';
import type { Db, Tx } from '../../../db/open.ts';
import { jobTable } from '../jobs/job-table.ts';
import { installations } from '../shopify/find-installation.ts';
import { type BackupLine, header, writeBackup } from './backup-file.ts';

export interface BackupReport {
  tables: Record<string, number>;
  jobs: number;
  bytes: number;
}

/** What a restored database makes for itself: its own history, and the queue, whose jobs are written down in a way that fits either database. */
const NOT_COPIED = new Set(['migrations', 'jobs', 'job_workers']);

/** One moment of the whole database, while the app goes on. */
export async function makeBackup(db: Db, path: string, now: number): Promise<BackupReport> {
  const pending = await pendingMigrations(db);
  if (pending.length > 0)
    throw new Error('This database is older than this program. Back it up with the version that it belongs to.');
  const report: BackupReport = { tables: {}, jobs: 0, bytes: 0 };
  await db.snapshot(async (tx) => {
    const first = header(now, [...(await appliedMigrations(tx))].sort());
    const { bytes } = await writeBackup(path, first, everything(tx, report));
    report.bytes = bytes;
  });
  return report;
}

async function* everything(tx: Tx, report: BackupReport): AsyncGenerator<BackupLine> {
  for (const table of await tableNames(tx)) {
    if (NOT_COPIED.has(table)) continue;
    report.tables[table] = 0;
    let columns: string[] | null = null;
    for await (const rows of rowsOf(tx, table)) {
      if (columns === null) {
        columns = Object.keys(rows[0] ?? {});
        yield { table, columns };
      }
      for (const row of rows) yield columns.map((column) => value(row[column]));
      report.tables[table] += rows.length;
    }
  }
  for (const { shopId } of await installations(tx)) {
    for (const job of await jobTable(tx).jobsOf(tx, shopId, '')) {
      yield { job };
      report.jobs += 1;
    }
  }
}

function value(given: unknown): string | number | null {
  if (given === null || typeof given === 'string' || typeof given === 'number') return given;
  throw new Error(`a ${typeof given} in a table: only text and whole numbers are expected`);
}
