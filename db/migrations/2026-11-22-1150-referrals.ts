import { sql } from 'kysely';
import type { Migration } from './migration.ts';

const statements = [
  `create table referral_links (
    shop_id bigint not null, code text not null, customer_id text not null, created_at bigint not null,
    primary key (shop_id, code))`,
  'create index referral_links_customer on referral_links (shop_id, customer_id)',
  `create table referrals (
    shop_id bigint not null, referral_id text not null, advocate_id text, state text not null, reason text,
    friend_code text, claimed_at bigint not null, expires_at bigint not null, points bigint not null,
    friend_id text, order_id text, ordered_at bigint, signals text not null, release_at bigint,
    decision text, decided_by text, decided_at bigint, ended_at bigint,
    primary key (shop_id, referral_id))`,
  'create index referrals_code on referrals (shop_id, friend_code)',
  'create index referrals_order on referrals (shop_id, order_id)',
  'create index referrals_advocate on referrals (shop_id, advocate_id, ordered_at)',
  'create index referrals_friend on referrals (shop_id, friend_id)',
  // The merchant's queue, and what is due.
  'create index referrals_state on referrals (shop_id, state, claimed_at)',
  "create index referrals_release on referrals (shop_id, release_at) where state = 'pending'",
  `create table referral_traces (
    shop_id bigint not null, whose text not null, kind text not null, digest text not null, seen_at bigint not null,
    primary key (shop_id, whose, kind, digest))`,
  'create index referral_traces_digest on referral_traces (shop_id, kind, digest, seen_at)',
  'create index referral_traces_seen on referral_traces (seen_at)',
];

/** Customers who bring friends: their links, what came of them, and from where both came. */
export const referrals: Migration = {
  name: '2026-11-22-1150-referrals',
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
