import { sql } from 'kysely';
import type { Migration } from './migration.ts';

const statements = [
  // The first number and link stay where they are.
  "alter table fulfillments add column more_numbers text not null default '[]'",
  "alter table fulfillments add column more_urls text not null default '[]'",
  'alter table fulfillments add column estimated_delivery_at bigint',
  'alter table fulfillments add column delivered_at bigint',
  `create table fulfillment_lines (
    shop_id bigint not null, order_id text not null, fulfillment_id text not null, line_id text not null, quantity bigint not null,
    primary key (shop_id, order_id, fulfillment_id, line_id))`,
  'alter table orders add column destination_country text',
  'alter table orders add column to_ship bigint not null default 0',
  `update orders set to_ship = coalesce((
    select sum(current_quantity) from order_lines
    where order_lines.shop_id = orders.shop_id and order_lines.order_id = orders.order_id and requires_shipping = 1), 0)`,
  // Whoever asks for an order knows its name.
  'create index orders_name on orders (shop_id, name)',
  'alter table orders add column proofs text',
  // Which have been kept long enough.
  'create index orders_proofs on orders (placed_at) where proofs is not null',
  'alter table shops add column country text',
  'alter table shops add column order_prefix text',
  'alter table shops add column order_suffix text',
  'alter table products add column published integer not null default 1',
  'alter table products add column gift_card integer',
  'alter table products add column tracks_inventory integer',
  // What is still to be learnt of products: soon none.
  'create index products_unknown on products (shop_id, product_id) where gift_card is null',
  'alter table product_variants add column sellable integer not null default 1',
];

/** What parcels hold and where they go, by what somebody proves that an order is theirs, and what can be offered. */
export const parcels: Migration = {
  name: '2026-11-22-1210-parcels',
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
