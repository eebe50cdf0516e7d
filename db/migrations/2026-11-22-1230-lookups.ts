import { sql } from 'kysely';
import type { Migration } from './migration.ts';

const statements = [
  `create table lookup_failures (
    shop_id bigint not null, digest text not null, failures integer not null, failed_at bigint not null,
    primary key (shop_id, digest))`,
  'create index lookup_failures_failed on lookup_failures (failed_at)',
  'create table proxy_places (shop_id bigint not null primary key, path_prefix text not null)',
];

/** The tracking page: who looks for orders in vain, and where in the store the page stands. */
export const lookups: Migration = {
  name: '2026-11-22-1230-lookups',
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
