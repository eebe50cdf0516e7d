/** Jobs that were there before an upgrade are there after it: those that waited, ran, were parked or dead. */
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { migrateQueue } from '../../db/dialect/graphile.ts';
import { migrate } from '../../db/migrate.ts';
import { migrations } from '../../db/migrations/index.ts';
import { openDb } from '../../db/open.ts';
import { jobTable } from '../../web/platform/jobs/job-table.ts';
import { deadLetters } from '../../web/platform/jobs/set-aside.ts';
import type { ShopId } from '../../web/platform/kit/ids.ts';
import { freshDatabase } from '../support/database.ts';

test('jobs of the first release are moved, those that ran too', async () => {
  const database = await freshDatabase({ migrated: false });
  const db = openDb(database.url);
  try {
    await migrateQueue(db);
    await sql`create table migrations (name text primary key, applied_at bigint not null)`.execute(db.migrator);
    for (const { name, up } of migrations.slice(0, 3)) {
      await up(db.migrator);
      await sql`insert into migrations values (${name}, 0)`.execute(db.migrator);
    }
    const long = 'k'.repeat(600);
    for (const [key, payload, state, runAt, dueAt, attempts] of [
      ['waits', '{"n":1}', 'waiting', 2_000, 1_000, 3],
      ['twice', '{"old":1}', 'running', 500, 400, 2],
      ['twice', null, 'waiting', 900, 800, 0],
      [long, null, 'running', 700, 700, 0],
      ['parked', '"p"', 'parked', 1, 1, 0],
      ['dead', null, 'dead', 5, 4, 20],
    ] as const) {
      await sql`
        insert into jobs (shop_id, kind, key, payload, state, run_at, due_at, attempts, lease_owner, lease_until, last_error)
        values (7, 'work', ${key}, ${payload}, ${state}, ${runAt}, ${dueAt}, ${attempts}, ${state === 'running' ? 'x' : null},
          ${state === 'running' ? 0 : null}, ${state === 'dead' ? 'broken' : null})`.execute(db.migrator);
    }
    await migrate(db);
    const table = jobTable(db.read);
    const shopId = 7 as ShopId;
    const jobs = await table.jobsOf(db.read, shopId, 'work');
    const facts = jobs.map(({ key, runAt, dueAt, attempts, payload }) => ({ key, runAt, dueAt, attempts, payload }));
    expect(facts).toEqual(
      expect.arrayContaining([
        { key: 'waits', runAt: 2_000, dueAt: 1_000, attempts: 3, payload: '{"n":1}' },
        expect.objectContaining({ key: 'twice', runAt: 500, dueAt: 400, attempts: 2, payload: '{"old":1}' }),
        { key: long, runAt: 700, dueAt: 700, attempts: 0, payload: null },
      ]),
    );
    expect((await deadLetters(db.read, 10)).map(({ key, attempts, error }) => [key, attempts, error])).toEqual([
      ['dead', 20, 'broken'],
    ]);
    const aside = await db.read
      .selectFrom('jobs_set_aside')
      .select(['key', 'state', 'payload'])
      .orderBy('id')
      .execute();
    expect(aside).toEqual([
      { key: 'parked', state: 'parked', payload: '"p"' },
      { key: 'dead', state: 'dead', payload: null },
    ]);
    // The queue knows them by the same names as those that are added from now on.
    const asked = ['waits', 'twice', long, 'missing'].map((key) => ({ shopId, kind: 'work', key }));
    expect((await table.present(db.read, asked)).size).toBe(3);
  } finally {
    await db.close();
    await database.drop();
  }
});
