import { sql } from 'kysely';
import type { Migration } from './migration.ts';

const statements = [
  'alter table order_earnings add column tier text',
  'alter table order_earnings add column factors text',
  `create table order_bonuses (
    shop_id bigint not null, customer_id text not null, goal text not null, count integer not null,
    points bigint not null, grants text not null, order_id text not null, held integer not null,
    primary key (shop_id, customer_id, goal, count))`,
];

export const earning: Migration = {
  name: '2026-11-22-1120-earning',
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
