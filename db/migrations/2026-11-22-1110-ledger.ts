import { sql } from 'kysely';
import type { Migration } from './migration.ts';

const statements = [
  'alter table ledger_entries add column cause text',
  'alter table ledger_entries add column source text',
  // What a grant or a redemption has brought and what came of it.
  'create index ledger_entries_cause on ledger_entries (shop_id, cause) where cause is not null',
  // What customers do not hold any more of what they were given.
  `create index ledger_entries_left on ledger_entries (shop_id, points)
    where kind in ('redeemed', 'reimbursed', 'expired', 'forfeited')`,
  'alter table points_lots add column cause text',
  'alter table points_lots add column source text',
  'alter table points_lots add column once text',
  'alter table points_lots add column lapsed bigint not null default 0',
  'alter table points_lots add column reminded integer not null default 0',
  // What lapses next, and of what nobody was reminded yet: the job reads their fronts.
  "create index points_lots_lapsing on points_lots (shop_id, expires_at) where expires_at is not null and state <> 'expired'",
  `create index points_lots_remind on points_lots (shop_id, expires_at)
    where expires_at is not null and state <> 'expired' and reminded = 0 and remaining > 0`,
  // Whoever bought without an account, known by a digest of the address.
  'alter table points_accounts add column guest text',
  'create unique index points_accounts_guest on points_accounts (shop_id, guest) where guest is not null',
  'alter table orders add column guest text',
  'alter table customers add column address_digest text',
  'create index customers_address on customers (shop_id, address_digest) where address_digest is not null',
  'alter table points_setup add column expiry text',
];

/** Grants, redemptions, points that lapse, and guests. */
export const ledger: Migration = {
  name: '2026-11-22-1110-ledger',
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
