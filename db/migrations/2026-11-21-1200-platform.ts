import { sql } from 'kysely';
import { identity } from '../dialect/differences.ts';
import type { Migration } from './migration.ts';

export const platform: Migration = {
  name: '2026-11-21-1200-platform',
  async up(db) {
    await db.schema
      .createTable('installations')
      .addColumn('shop_id', ...identity(db))
      .addColumn('domain', 'text', (column) => column.notNull().unique())
      .addColumn('status', 'text', (column) => column.notNull())
      .addColumn('scopes', 'text', (column) => column.notNull())
      .addColumn('tokens', 'text')
      .addColumn('token_expires_at', 'bigint')
      .addColumn('token_version', 'bigint', (column) => column.notNull())
      .addColumn('refresh_claimed_until', 'bigint')
      .addColumn('refresh_claimed_by', 'text')
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('activated_at', 'bigint')
      .addColumn('uninstalled_at', 'bigint')
      .execute();

    await db.schema
      .createTable('inbox')
      .addColumn('shop_id', 'bigint', (column) => column.notNull())
      .addColumn('webhook_id', 'text', (column) => column.notNull())
      .addColumn('topic', 'text', (column) => column.notNull())
      .addColumn('event_id', 'text')
      .addColumn('body', 'text', (column) => column.notNull())
      .addColumn('triggered_at', 'bigint', (column) => column.notNull())
      .addColumn('received_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('inbox_pk', ['shop_id', 'webhook_id'])
      .execute();
    await db.schema.createIndex('inbox_received').on('inbox').columns(['shop_id', 'received_at']).execute();

    await db.schema
      .createTable('jobs')
      .addColumn('id', ...identity(db))
      .addColumn('shop_id', 'bigint', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('key', 'text', (column) => column.notNull())
      .addColumn('payload', 'text')
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('run_at', 'bigint', (column) => column.notNull())
      .addColumn('due_at', 'bigint', (column) => column.notNull())
      .addColumn('attempts', 'integer', (column) => column.notNull())
      .addColumn('lease_owner', 'text')
      .addColumn('lease_until', 'bigint')
      .addColumn('last_error', 'text')
      .execute();
    await sql`create unique index jobs_waiting on jobs (shop_id, kind, key) where state = 'waiting'`.execute(db);
    await sql`create unique index jobs_running on jobs (shop_id, kind, key) where state = 'running'`.execute(db);
    await sql`create index jobs_due on jobs (run_at, id) where state = 'waiting'`.execute(db);
    await sql`create index jobs_leases on jobs (lease_until) where state = 'running'`.execute(db);
    // One each, because SQLite does not see that a state is among several.
    await sql`create index jobs_parked on jobs (shop_id) where state = 'parked'`.execute(db);
    await sql`create index jobs_dead on jobs (shop_id) where state = 'dead'`.execute(db);

    await db.schema
      .createTable('data_requests')
      .addColumn('shop_id', 'bigint', (column) => column.notNull())
      .addColumn('request_id', 'text', (column) => column.notNull())
      .addColumn('customer_id', 'text')
      .addColumn('requested_at', 'bigint', (column) => column.notNull())
      .addColumn('export', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('data_requests_pk', ['shop_id', 'request_id'])
      .execute();

    await db.schema
      .createTable('shops')
      .addColumn('shop_id', 'bigint', (column) => column.primaryKey())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('currency', 'text', (column) => column.notNull())
      .addColumn('time_zone', 'text', (column) => column.notNull())
      .addColumn('taxes_included', 'integer', (column) => column.notNull())
      .addColumn('plan', 'text', (column) => column.notNull())
      .addColumn('shopify_id', 'text', (column) => column.notNull())
      .addColumn('read_at', 'bigint', (column) => column.notNull())
      .execute();
  },
};
