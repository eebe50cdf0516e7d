import { sql } from 'kysely';
import type { Migration } from './migration.ts';

const statements = [
  `create table messages (
    shop_id bigint not null, message_key text not null, kind text not null, customer_id text, payload text,
    state text not null, reason text, smtp_status text, tries integer not null, due_at bigint not null,
    queued_at bigint not null, done_at bigint,
    primary key (shop_id, message_key))`,
  `create index messages_waiting on messages (shop_id, due_at) where state in ('queued', 'sending')`,
  'create index messages_done on messages (shop_id, done_at)',
  'create index messages_customer on messages (shop_id, customer_id)',
  `create table email_stops (
    shop_id bigint not null, customer_id text not null, kind text not null, stopped_at bigint not null,
    primary key (shop_id, customer_id, kind))`,
];

/** The outbox of emails, and which of them somebody does not want. */
export const messages: Migration = {
  name: '2026-11-22-1100-messages',
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
