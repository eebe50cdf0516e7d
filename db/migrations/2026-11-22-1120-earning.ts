import { sql } from 'kysely';
import type { Migration } from './migration.ts';

const statements = [
  'alter table order_earnings add column tier text',
  'alter table order_earnings add column factors text',
  `create table order_bonuses (
    shop_id bigint not null, customer_id text not null, goal text not null, count integer not null,
    points bigint not null, grants text not null, order_id text not null, held integer not null,
    primary key (shop_id, customer_id, goal, count))`,
  `create table action_gifts (
    shop_id bigint not null, customer_id text not null, action text not null, occasion text not null, request text,
    points bigint not null, grant_key text not null, given_at bigint not null,
    primary key (shop_id, customer_id, action, occasion))`,
  'create unique index action_gifts_request on action_gifts (shop_id, request) where request is not null',
  `create table birthdays (
    shop_id bigint not null, customer_id text not null, month_day integer not null, told_at bigint not null,
    primary key (shop_id, customer_id))`,
  // Whose birthday a day is, however many customers there are.
  'create index birthdays_day on birthdays (shop_id, month_day, customer_id)',
  `create table api_keys (
    shop_id bigint not null, key_id text not null, name text not null, digest text not null, scopes text not null,
    created_at bigint not null, created_by text not null, last_used_at bigint, revoked_at bigint,
    primary key (shop_id, key_id))`,
];

export const earning: Migration = {
  name: '2026-11-22-1120-earning',
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
