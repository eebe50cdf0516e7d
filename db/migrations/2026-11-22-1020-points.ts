import { sql } from 'kysely';
import type { Migration } from './migration.ts';

const statements = [
  // Customers that were merged, and their accounts.
  `create table customer_merges (
    shop_id bigint not null, removed_id text not null, kept_id text not null, merged_at bigint not null,
    primary key (shop_id, removed_id))`,
  'create index customer_merges_kept on customer_merges (shop_id, kept_id)',
  'alter table points_accounts add column merged_into text',
  'create index points_accounts_merged on points_accounts (shop_id, merged_into) where merged_into is not null',
  // Past orders that the merchant awards.
  `create table points_awards (
    shop_id bigint not null, award integer not null, key text not null, since bigint not null,
    programme_version integer not null, staff_id text not null, asked_at bigint not null, state text not null,
    expected text, counted text, total bigint not null, scanned bigint not null, cursor text,
    primary key (shop_id, award), unique (shop_id, key))`,
  `create table award_previews (
    shop_id bigint not null primary key, since bigint not null, programme_version integer not null,
    asked_at bigint not null, total bigint not null, scanned bigint not null, counted text)`,
  'alter table order_earnings add column award integer',
  // What an award has brought: the values stand in the index, so that a sum need not visit the table.
  `create index order_earnings_award on order_earnings (shop_id, award, decision, account_id, credited, reversed)
    where award is not null`,
];

export const pointsMergedAndAwarded: Migration = {
  name: '2026-11-22-1020-points',
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
