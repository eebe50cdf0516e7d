import { sql } from 'kysely';
import type { Migration } from './migration.ts';

const statements = [
  `create table shipments (
    shop_id bigint not null, order_id text not null, fulfillment_id text not null, order_key text not null,
    state text not null, stage text not null, carrier text, guessed integer not null, number text, url text, numbers bigint not null,
    company text, reported_at bigint, started_at bigint not null, last_news_at bigint, delivered_at bigint,
    promise text, attention text, attention_since bigint, silent integer not null, told text not null, check_at bigint,
    primary key (shop_id, order_id, fulfillment_id))`,
  // The merchant's lists, each in its order, and what they search for.
  'create index shipments_state on shipments (shop_id, state, started_at, order_id, fulfillment_id)',
  'create index shipments_started on shipments (shop_id, started_at, order_id, fulfillment_id)',
  'create index shipments_order_key on shipments (shop_id, order_key)',
  // What time alone makes late; and whether anything is ever heard of a carrier's parcels.
  'create index shipments_check on shipments (shop_id, check_at) where check_at is not null',
  'create index shipments_company on shipments (shop_id, company, reported_at) where reported_at is not null',
  `create table shipment_numbers (
    shop_id bigint not null, order_id text not null, fulfillment_id text not null, number text not null,
    primary key (shop_id, order_id, fulfillment_id, number))`,
  'create index shipment_numbers_number on shipment_numbers (shop_id, number)',
  `create table shipment_promises (
    shop_id bigint not null, order_id text not null, fulfillment_id text not null, promise text not null, kept_at bigint not null,
    primary key (shop_id, order_id, fulfillment_id))`,
  `create table shipment_apologies (
    shop_id bigint not null, order_id text not null, customer_id text, points bigint not null, given_by text not null, given_at bigint not null,
    primary key (shop_id, order_id))`,
  'create index shipment_apologies_customer on shipment_apologies (shop_id, customer_id, given_at)',
  'create index shipment_apologies_given on shipment_apologies (shop_id, given_at)',
  'create table shipment_looks (shop_id bigint not null, unsent_until bigint not null, primary key (shop_id))',
  // Few of a store's orders are waiting to be sent.
  `create index orders_unsent on orders (shop_id, placed_at, order_id)
    where fulfillment_status is null and cancelled_at is null and deleted_at is null and to_ship > 0`,
];

/** Where parcels are, what was promised, and what was given where a promise was broken. */
export const shipments: Migration = {
  name: '2026-11-22-1220-shipments',
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
