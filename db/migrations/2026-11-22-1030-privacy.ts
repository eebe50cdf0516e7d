import { sql } from 'kysely';
import { isPostgres } from '../dialect/differences.ts';
import type { Migration } from './migration.ts';

const statements = [
  'alter table data_requests add column person text',
  `alter table data_requests add column content text not null default 'held'`,
  'alter table data_requests add column done_at bigint',
  'alter table data_requests add column done_by text',
  'create table erasure_keys (shop_id bigint not null primary key, secret text not null)',
  `create table erasures (
    shop_id bigint not null, digest text not null, erased_at bigint not null,
    primary key (shop_id, digest))`,
  `create table access_log (
    shop_id bigint not null, entry_id text not null, at bigint not null, staff_id text not null, what text not null,
    customer_ids text not null, people integer not null,
    primary key (shop_id, entry_id))`,
];

/** One schedule of each store is now one of all. */
const RETIRED = 'schedule:platform/inbox/forget-old-webhooks';

export const privacy: Migration = {
  name: '2026-11-22-1030-privacy',
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
    await sql`delete from jobs_set_aside where kind = ${RETIRED}`.execute(db);
    if (isPostgres(db)) {
      await sql`
        delete from graphile_worker._private_jobs where task_id in (
          select id from graphile_worker._private_tasks where identifier = ${RETIRED})`.execute(db);
    } else {
      await sql`delete from jobs where kind = ${RETIRED}`.execute(db);
    }
  },
};
