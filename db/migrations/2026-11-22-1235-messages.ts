import { sql } from 'kysely';
import type { Migration } from './migration.ts';

const statements = [
  'alter table messages add column order_id text',
  'create index messages_order on messages (shop_id, order_id) where order_id is not null',
];

/** Emails to whoever placed an order, with or without an account. */
export const messagesOfOrders: Migration = {
  name: '2026-11-22-1235-messages',
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
