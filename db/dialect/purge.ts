/** What was deleted also leaves the files, as far as that can be done from here. */
import { type Kysely, sql } from 'kysely';
import type { Database } from '../schema/index.ts';
import { isPostgres } from './differences.ts';

/**
 * SQLite overwrites what is deleted (`secure_delete`), but its write-ahead log still holds the pages of before: they go with a checkpoint
 * that empties the log. When another process reads just now, the next one does it. On PostgreSQL its autovacuum takes dead rows away.
 */
export async function purgeDeleted(kysely: Kysely<Database>): Promise<void> {
  if (!isPostgres(kysely)) await sql`pragma wal_checkpoint(truncate)`.execute(kysely);
}
