import { sql } from 'kysely';
import type { Migration } from './migration.ts';

const statements = [
  `create table customer_tiers (
    shop_id bigint not null, customer_id text not null, tier_id text, since bigint, qualifying bigint not null,
    kept_until bigint, next_at bigint, terms integer not null, floor_tier text, floor_until bigint,
    assigned_tier text, assigned_until bigint, rev integer not null,
    primary key (shop_id, customer_id))`,
  // Who is due, and how many have which.
  'create index customer_tiers_next on customer_tiers (shop_id, next_at) where next_at is not null',
  'create index customer_tiers_tier on customer_tiers (shop_id, tier_id) where tier_id is not null',
  `create table tier_changes (
    shop_id bigint not null, change_id text not null, customer_id text not null, rev integer not null,
    from_tier text, to_tier text, since bigint not null, at bigint not null, cause text not null,
    staff_id text, reason text,
    primary key (shop_id, change_id))`,
  'create index tier_changes_customer on tier_changes (shop_id, customer_id, rev)',
  'create index tier_changes_at on tier_changes (shop_id, at)',
  `create table tier_rewards (
    shop_id bigint not null, grant_key text not null, customer_id text not null, tier_id text not null,
    at bigint not null, points bigint not null, taken_back_at bigint,
    primary key (shop_id, grant_key))`,
  'create index tier_rewards_customer on tier_rewards (shop_id, customer_id)',
  `create table tier_recounts (
    shop_id bigint not null primary key, terms integer not null, cursor text not null, done integer not null,
    total integer not null, started_at bigint not null, ended_at bigint)`,
];

/** Which tier each customer has, how it came to that, and what it paid. */
export const tiers: Migration = {
  name: '2026-11-22-1140-tiers',
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
