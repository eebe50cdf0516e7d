/** One process at a time: held while migrations run. */
import { type Kysely, sql, type Transaction } from 'kysely';
import type { Database } from '../schema/index.ts';
import { isPostgres } from './differences.ts';

/** Any constant will do; it names this lock among the server's advisory locks. */
const MIGRATION_LOCK = 7_281_649_203;

/**
 * Runs `work` in a transaction that no other process can be in at the same time. On SQLite BEGIN IMMEDIATE is already that;
 * on PostgreSQL the advisory lock is released with the transaction, also when the process dies.
 */
export function exclusively<Result>(
  kysely: Kysely<Database>,
  work: (tx: Transaction<Database>) => Promise<Result>,
): Promise<Result> {
  return kysely.transaction().execute(async (tx) => {
    if (isPostgres(tx)) await sql`select pg_advisory_xact_lock(${sql.lit(MIGRATION_LOCK)})`.execute(tx);
    return work(tx);
  });
}
