import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** Settings as documents that are saved whole. */
export const settings: Migration = {
  name: '2026-11-22-1200-settings',
  async up(db) {
    await sql
      .raw(
        `create table shop_settings (
    shop_id bigint not null, document text not null, version integer not null, settings text not null, staff_id text, saved_at bigint not null,
    primary key (shop_id, document))`,
      )
      .execute(db);
  },
};
