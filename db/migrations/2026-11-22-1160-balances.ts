import { sql } from 'kysely';
import type { Migration } from './migration.ts';

const statements = [
  `create table balance_imports (
    shop_id bigint not null, import_id text not null, name text not null, staff_id text not null, state text not null,
    checked_at bigint not null, finished_at bigint,
    primary key (shop_id, import_id))`,
  `create table balance_import_rows (
    shop_id bigint not null, import_id text not null, line integer not null, customer_id text, points bigint not null,
    expires_at bigint, problem text, given integer not null,
    primary key (shop_id, import_id, line))`,
  // Whoever is erased is forgotten here, too.
  'create index balance_import_rows_customer on balance_import_rows (shop_id, customer_id)',
];

export const balances: Migration = {
  name: '2026-11-22-1160-balances',
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
