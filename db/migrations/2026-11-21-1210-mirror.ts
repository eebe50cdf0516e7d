import { sql } from 'kysely';
import type { Migration } from './migration.ts';

const tables = [
  `create table customers (
    shop_id bigint not null, customer_id text not null, email text, first_name text, last_name text, state text,
    tags text not null, tags_read_at bigint, search_text text not null,
    created_at bigint not null, updated_at bigint not null, deleted_at bigint,
    primary key (shop_id, customer_id))`,
  `create table products (
    shop_id bigint not null, product_id text not null, title text not null, handle text not null, vendor text,
    product_type text, tags text not null, status text not null, image_url text,
    updated_at bigint not null, deleted_at bigint,
    primary key (shop_id, product_id))`,
  `create table product_variants (
    shop_id bigint not null, product_id text not null, variant_id text not null, title text not null, sku text,
    price text not null, position integer not null,
    primary key (shop_id, product_id, variant_id))`,
  `create table orders (
    shop_id bigint not null, order_id text not null, name text not null, customer_id text, currency text not null,
    financial_status text, fulfillment_status text, source_name text, business integer not null, test integer not null,
    taxes_included integer not null, total bigint not null, subtotal bigint not null,
    placed_at bigint not null, processed_at bigint not null, paid_at bigint, cancelled_at bigint, deleted_at bigint,
    updated_at bigint not null,
    primary key (shop_id, order_id))`,
  `create table order_lines (
    shop_id bigint not null, order_id text not null, line_id text not null, product_id text, variant_id text,
    title text not null, sku text, quantity bigint not null, current_quantity bigint not null,
    unit_price bigint not null, discount bigint not null, tax bigint not null,
    gift_card integer not null, tip integer not null, requires_shipping integer not null,
    primary key (shop_id, order_id, line_id))`,
  `create table order_refunds (
    shop_id bigint not null, order_id text not null, refund_id text not null, created_at bigint not null,
    lines text not null, money bigint not null, shipping bigint not null, duties bigint not null, tax_only bigint not null,
    primary key (shop_id, order_id, refund_id))`,
  `create table fulfillments (
    shop_id bigint not null, order_id text not null, fulfillment_id text not null, status text, shipment_status text,
    tracking_company text, tracking_number text, tracking_url text, created_at bigint not null, updated_at bigint not null,
    primary key (shop_id, order_id, fulfillment_id))`,
  `create table fulfillment_events (
    shop_id bigint not null, order_id text not null, fulfillment_id text not null, event_id text not null,
    status text not null, message text, city text, country text, happened_at bigint not null, estimated_delivery_at bigint,
    primary key (shop_id, order_id, fulfillment_id, event_id))`,
  `create table mirror_syncs (
    shop_id bigint not null, resource text not null, cursor text, finished_at bigint,
    primary key (shop_id, resource))`,
];

const indexes = [
  // The list of customers, newest first.
  'create index customers_created on customers (shop_id, created_at, customer_id)',
  // A customer's orders, for the timeline and for erasure.
  'create index orders_customer on orders (shop_id, customer_id, processed_at)',
];

export const mirror: Migration = {
  name: '2026-11-21-1210-mirror',
  async up(db) {
    for (const statement of [...tables, ...indexes]) await sql.raw(statement).execute(db);
  },
};
