import { sql } from 'kysely';
import type { Migration } from './migration.ts';

const tables = [
  `create table programme_versions (
    shop_id bigint not null, version integer not null, valid_from bigint not null, settings text not null, staff_id text,
    primary key (shop_id, version))`,
  `create table points_accounts (
    shop_id bigint not null, account_id text not null, customer_id text,
    available bigint not null check (available >= 0), pending bigint not null check (pending >= 0),
    debt bigint not null check (debt >= 0), rev bigint not null, first_activity_at bigint, last_activity_at bigint,
    primary key (shop_id, account_id), unique (shop_id, customer_id), check (available = 0 or debt = 0))`,
  `create table points_lots (
    shop_id bigint not null, lot_id text not null, account_id text not null, seq bigint not null, order_id text,
    credited bigint not null, remaining bigint not null, state text not null, available_at bigint, expires_at bigint,
    counts_from bigint not null, created_at bigint not null, rule text,
    primary key (shop_id, lot_id), check (remaining >= 0 and remaining <= credited))`,
  `create table ledger_entries (
    shop_id bigint not null, entry_id text not null, account_id text not null, seq bigint not null, kind text not null,
    key text not null, input_hash text not null, order_id text, occurred_at bigint not null, booked_at bigint not null,
    actor text not null, points bigint not null, available_after bigint not null, pending_after bigint not null,
    debt_after bigint not null,
    primary key (shop_id, entry_id), unique (shop_id, key), unique (shop_id, account_id, seq))`,
  `create table ledger_postings (
    shop_id bigint not null, entry_id text not null, position integer not null, account text not null, lot_id text,
    points bigint not null,
    primary key (shop_id, entry_id, position))`,
  `create table ledger_notes (
    shop_id bigint not null, entry_id text not null, reason text not null, staff_id text not null,
    primary key (shop_id, entry_id))`,
  `create table order_earnings (
    shop_id bigint not null, order_id text not null, account_id text, decision text not null, paid_at bigint not null,
    programme_version integer not null, credited bigint not null, reversed bigint not null, bookings integer not null,
    decided_at bigint not null,
    primary key (shop_id, order_id), check (reversed >= 0 and reversed <= credited))`,
  `create table customer_metafields (
    shop_id bigint not null, customer_id text not null, wanted_rev bigint not null, written_rev bigint not null,
    digest text, dirty integer not null, error text,
    primary key (shop_id, customer_id))`,
  `create table points_setup (
    shop_id bigint not null primary key, dismissed_at bigint)`,
];

const indexes = [
  'create index points_lots_account on points_lots (shop_id, account_id)',
  // What matures next: the job reads its front.
  "create index points_lots_due on points_lots (shop_id, available_at) where state = 'pending' and remaining > 0",
  // Recent happenings and figures per day. The values stand in the index, so that a sum need not visit the table.
  'create index ledger_entries_occurred on ledger_entries (shop_id, occurred_at, kind, points)',
  // An account's history, by when it happened.
  'create index ledger_entries_account on ledger_entries (shop_id, account_id, occurred_at, seq)',
  "create index ledger_entries_forfeited on ledger_entries (shop_id, points) where kind = 'forfeited'",
  // Verification reads what an account's orders have brought.
  'create index order_earnings_account on order_earnings (shop_id, account_id)',
  'create index points_accounts_first on points_accounts (shop_id, first_activity_at)',
  'create index customer_metafields_dirty on customer_metafields (shop_id, customer_id) where dirty = 1',
];

export const points: Migration = {
  name: '2026-11-21-1220-points',
  async up(db) {
    for (const statement of [...tables, ...indexes]) await sql.raw(statement).execute(db);
  },
};
