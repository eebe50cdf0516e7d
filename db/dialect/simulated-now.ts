/**
 * The simulator's time inside PostgreSQL: a schema with a `now()` of its own, which the connections of the queue see before the
 * server's. Never in production. On SQLite the queue is handed the time by this program, and there is nothing to do.
 */
import { sql } from 'kysely';
import type { Db } from '../open.ts';
import { isPostgres } from './differences.ts';
import { exclusively } from './exclusive.ts';

export const SEES_SIMULATED_NOW = 'set search_path = public, simclock, pg_catalog';

/** From here on `now()` is this moment, standing still or running with the wall. */
export async function simulateNow(db: Db, now: { ms: number; running: boolean }): Promise<void> {
  if (!isPostgres(db.read)) return;
  const set = sql`
    update simclock.clock set base = to_timestamp(${now.ms} / 1000.0), since = pg_catalog.now(), running = ${now.running}`;
  const there = await sql<{ there: boolean }>`select to_regclass('simclock.clock') is not null as there`.execute(
    db.migrator,
  );
  if (there.rows[0]?.there) {
    await set.execute(db.migrator);
    return;
  }
  await exclusively(db.migrator, async (tx) => {
    await sql`create schema if not exists simclock`.execute(tx);
    await sql`
      create table if not exists simclock.clock as
      select pg_catalog.now() as base, pg_catalog.now() as since, true as running`.execute(tx);
    await sql`
      create or replace function simclock.now() returns timestamptz language sql stable as $$
        select case when running then base + (pg_catalog.now() - since) else base end from simclock.clock
      $$`.execute(tx);
    await set.execute(tx);
  });
}
