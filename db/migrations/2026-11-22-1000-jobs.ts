import { sql } from 'kysely';
import { identity, isPostgres } from '../dialect/differences.ts';
import type { Migration } from './migration.ts';

/** On PostgreSQL graphile-worker's own migrations have run before. */
export const jobs: Migration = {
  name: '2026-11-22-1000-jobs',
  async up(db) {
    await db.schema
      .createTable('jobs_set_aside')
      .addColumn('id', ...identity(db))
      .addColumn('shop_id', 'bigint', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('key', 'text', (column) => column.notNull())
      .addColumn('payload', 'text')
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('attempts', 'integer', (column) => column.notNull())
      .addColumn('error', 'text', (column) => column.notNull())
      .addColumn('set_aside_at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema.createIndex('jobs_set_aside_state').on('jobs_set_aside').columns(['state', 'shop_id']).execute();
    await db.schema.createIndex('jobs_set_aside_shop').on('jobs_set_aside').columns(['shop_id', 'key']).execute();
    await sql`
      insert into jobs_set_aside (shop_id, kind, key, payload, state, attempts, error, set_aside_at)
      select shop_id, kind, key, payload, state, attempts, coalesce(last_error, ''), run_at
      from jobs where state in ('parked', 'dead') order by id`.execute(db);

    if (isPostgres(db)) {
      await sql`create table job_workers (id text primary key, alone bigint, died_at bigint)`.execute(db);
      // Whoever ran one of these is an older version of this program and has ended, or will not be able to say that it is done.
      await sql`
        select count(*) from graphile_worker.add_jobs(array(
          select row(kind, payload, null, to_timestamp(run_at / 1000.0), null, case when length(identity) <= 500 then identity
            else left(identity, 400) || encode(sha256(convert_to(identity, 'UTF8')), 'hex') end, null, null)
            ::graphile_worker.job_spec
          from (
            select kind, shop_id || ':' || kind || ':' || key as identity, min(run_at) as run_at,
              json_agg(json_strip_nulls(json_build_object('shop', shop_id, 'key', key, 'payload', payload, 'due', due_at,
                'tries', attempts)) order by state = 'waiting', id) as payload
            from jobs where state in ('waiting', 'running') group by shop_id, kind, key
          ) as moved))`.execute(db);
      await sql`drop table jobs`.execute(db);
      // graphile-worker has none for the jobs that are taken, which we look for when a process has died.
      await sql`
        create index regulars_taken_jobs on graphile_worker._private_jobs (locked_by) where locked_by is not null
      `.execute(db);
      return;
    }
    await sql`delete from jobs where state in ('parked', 'dead')`.execute(db);
    await sql`drop index jobs_parked`.execute(db);
    await sql`drop index jobs_dead`.execute(db);
    await sql`alter table jobs drop column last_error`.execute(db);
    await sql`alter table jobs add column suspect integer not null default 0`.execute(db);
  },
};
