import { sql } from 'kysely';
import type { Migration } from './migration.ts';

const statements = [
  `create table history_runs (
    shop_id bigint not null primary key, phase text not null, operation_id text, asked_at bigint not null,
    started_at bigint not null, finished_at bigint, tries integer not null, partial integer not null,
    bytes bigint not null, found bigint not null, applied bigint not null, oldest bigint, all_orders integer not null,
    problem text)`,
  `create table history_rows (
    shop_id bigint not null, order_id text not null, object_id text not null, data text not null,
    primary key (shop_id, order_id, object_id))`,
  `create table orders_to_read (
    shop_id bigint not null, order_id text not null, wanted_at bigint not null,
    primary key (shop_id, order_id))`,
  `create table mirror_finds (
    shop_id bigint not null, found_at bigint not null, resource text not null, missed integer not null, gone integer not null,
    primary key (shop_id, found_at, resource))`,
  'alter table mirror_syncs add column since bigint',
  'alter table mirror_syncs add column until bigint',
  'alter table mirror_syncs add column missed integer not null default 0',
  'alter table mirror_syncs add column complete_to bigint',
  'alter table mirror_syncs add column looked_to text',
  // What had been read to the end is compared from there on; orders are compared from now on, and their past is read as history.
  'update mirror_syncs set complete_to = finished_at',
];

export const history: Migration = {
  name: '2026-11-22-1010-history',
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
