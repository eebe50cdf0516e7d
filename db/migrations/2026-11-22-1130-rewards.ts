import { sql } from 'kysely';
import type { Migration } from './migration.ts';

const statements = [
  `create table order_discounts (
    shop_id bigint not null, order_id text not null, code text not null, lines text not null,
    primary key (shop_id, order_id, code))`,
  'create index order_discounts_by_code on order_discounts (shop_id, code)',
  'create index product_variants_by_id on product_variants (shop_id, variant_id)',
  `create table offers (
    shop_id bigint not null, offer_id text not null, customer_id text, code text, terms text not null,
    state text not null, tries integer not null, tried_at bigint, shopify_id text, problem text,
    created_at bigint not null, settled_at bigint,
    primary key (shop_id, offer_id))`,
  'create index offers_by_customer on offers (shop_id, customer_id)',
  `create table redemptions (
    shop_id bigint not null, redemption_id text not null, customer_id text, reward_id text not null, kind text not null,
    points bigint not null, title text not null, worth text not null, state text not null, problem text,
    input_hash text not null, code text, expires_at bigint, created_at bigint not null, settled_at bigint,
    order_id text, ended_at bigint, came_back bigint not null, return_run text,
    primary key (shop_id, redemption_id))`,
  'create index redemptions_by_code on redemptions (shop_id, code)',
  'create index redemptions_by_customer on redemptions (shop_id, customer_id)',
  'create index redemptions_by_time on redemptions (shop_id, created_at, redemption_id)',
  'create index redemptions_by_run on redemptions (shop_id, return_run)',
  `create table reward_returns (
    shop_id bigint not null, run_id text not null, wanted text not null, total integer not null, staff_id text,
    created_at bigint not null,
    primary key (shop_id, run_id))`,
];

export const rewards: Migration = {
  name: '2026-11-22-1130-rewards',
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
