import { sql } from 'kysely';
import type { Migration } from './migration.ts';

const statements = [
  `create table also_bought (
    shop_id bigint not null, product_id text not null, other_id text not null, buyers integer not null, score bigint not null,
    primary key (shop_id, product_id, other_id))`,
  `create table tracking_offers (
    shop_id bigint not null, order_id text not null, surface text not null, percent integer not null, ends_at bigint not null,
    state text not null, code text, created_at bigint not null,
    primary key (shop_id, order_id))`,
  `create table touches (
    shop_id bigint not null, order_id text not null, half_hour integer not null, surface text not null, kind text not null,
    product_id text not null, customer_id text, code text, at bigint not null,
    primary key (shop_id, order_id, half_hour, surface, kind, product_id))`,
  // What an order may have followed: few beside the looks.
  `create index touches_of_customer on touches (shop_id, customer_id, at) where kind <> 'view'`,
  `create index touches_code on touches (shop_id, code) where code is not null`,
  // What is forgotten, of all stores together.
  'create index touches_at on touches (at)',
  `create table touch_days (
    shop_id bigint not null, day text not null, surface text not null, visits integer not null, orders integer not null,
    new_orders integer not null, clicks integer not null, carts integer not null,
    primary key (shop_id, day, surface))`,
  `create table attributed_orders (
    shop_id bigint not null, order_id text not null, surface text not null, beside_order_id text not null, clicked_at bigint not null,
    product_id text not null, with_discount integer not null, day text not null, state text not null,
    revenue bigint not null, refunded bigint not null,
    primary key (shop_id, order_id))`,
  'create index attributed_orders_day on attributed_orders (shop_id, day)',
];

/** What is offered beside an order's parcels, and what came of it. */
export const offers: Migration = {
  name: '2026-11-22-1240-offers',
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
