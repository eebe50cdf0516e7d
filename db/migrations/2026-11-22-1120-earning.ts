import { sql } from 'kysely';
import type { Migration } from './migration.ts';

const statements = [
  'alter table order_earnings add column tier text',
  'alter table order_earnings add column factors text',
];

export const earning: Migration = {
  name: '2026-11-22-1120-earning',
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
