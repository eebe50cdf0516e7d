/**
 * An order of a file is known by its name alone until Shopify tells one of that name. Who adds the one and who adds the other look for each
 * other first, and on PostgreSQL neither would see what the other has not committed yet. So they take turns: many of Shopify's at once, or
 * one file. On SQLite there is one writer at a time anyway.
 */
import { sql } from 'kysely';
import type { ShopId } from '../../web/platform/kit/ids.ts';
import type { Tx } from '../open.ts';
import { isPostgres } from './differences.ts';

/** Any number that nobody else locks by. */
const NAMES = sql.lit(7_203_412);

/** Until the transaction ends no file brings orders by their names. */
export async function keepNamesFree(tx: Tx, shopId: ShopId): Promise<void> {
  if (isPostgres(tx)) await sql`select pg_advisory_xact_lock_shared(${NAMES}, ${shopId}::int)`.execute(tx);
}

/** Waits for whoever is telling orders of Shopify; until the transaction ends nobody else does. */
export async function claimNames(tx: Tx, shopId: ShopId): Promise<void> {
  if (isPostgres(tx)) await sql`select pg_advisory_xact_lock(${NAMES}, ${shopId}::int)`.execute(tx);
}
