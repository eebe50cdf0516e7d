/**
 * Between whoever writes down something of a person and whoever erases one: a writer that has asked, inside its transaction, who was erased
 * is not overtaken by an erasure. On SQLite there is one writer anyway.
 */
import { sql } from 'kysely';
import type { Tx } from '../open.ts';
import { isPostgres } from './differences.ts';

/** Any constant will do; it names these locks among the server's advisory locks. */
const ERASURES = 728_164;

/** Until the transaction ends nobody of this store is erased; any number of writers at once. To be taken before any row is locked. */
export async function holdOffErasures(tx: Tx, shopId: number): Promise<void> {
  if (isPostgres(tx)) await sql`select pg_advisory_xact_lock_shared(${ERASURES}, ${shopId}::int)`.execute(tx);
}

/** Waits for those writers; those who come meanwhile wait for the end of this transaction. */
export async function eraseAlone(tx: Tx, shopId: number): Promise<void> {
  if (isPostgres(tx)) await sql`select pg_advisory_xact_lock(${ERASURES}, ${shopId}::int)`.execute(tx);
}
