import { sql } from 'kysely';
import type { Migration } from './migration.ts';

const statements = [
  `create table survey_answers (
    shop_id bigint not null, order_id text not null, score integer not null, comment text,
    answered_at bigint not null, changed_at bigint not null, task text, done_at bigint, done_by text,
    primary key (shop_id, order_id))`,
  // What the merchant's lists show, each in its order.
  'create index survey_answers_answered on survey_answers (shop_id, answered_at, order_id)',
  'create index survey_answers_task on survey_answers (shop_id, task, answered_at, order_id) where task is not null',
  'create index survey_answers_comment on survey_answers (shop_id, answered_at, order_id) where comment is not null',
  // Comments are kept for a time, in all stores.
  'create index survey_answers_kept on survey_answers (answered_at) where comment is not null',
];

/** How satisfied customers are with what they got. */
export const surveys: Migration = {
  name: '2026-11-22-1250-surveys',
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
