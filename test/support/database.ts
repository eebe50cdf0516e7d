/** A database of its own for one test file, migrated, on the system that TEST_DATABASE names. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { inject } from 'vitest';
import { migrateDatabase } from './migrate-database.ts';

export interface TestDatabase {
  /** As in DATABASE_URL. */
  url: string;
  /** Removes it; everything that used it must be closed. */
  drop(): Promise<void>;
}

export function freshDatabase({ migrated = true } = {}): Promise<TestDatabase> {
  const kind = process.env.TEST_DATABASE;
  if (kind === 'sqlite') return sqliteFile(migrated);
  if (kind === 'postgres') return postgresDatabase(migrated ? inject('postgresTemplate') : 'template1');
  throw new Error(
    `TEST_DATABASE is ${JSON.stringify(kind)}: a test that needs a database belongs to test/flows, test/batteries or *.db.test.ts`,
  );
}

async function sqliteFile(migrated: boolean): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'regulars-test-'));
  const url = `sqlite:${join(folder, 'regulars.sqlite')}`;
  if (migrated) await migrateDatabase(url);
  return { url, drop: () => rm(folder, { recursive: true, force: true }) };
}

async function postgresDatabase(template: string): Promise<TestDatabase> {
  const admin = inject('postgresUrl');
  const name = `test_${crypto.randomUUID().replaceAll('-', '')}`;
  await statement(admin, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  return {
    url: admin.replace('/postgres?', `/${name}?`),
    // Without FORCE: a connection that was left open is a leak, and the test shall hear of it.
    drop: () => statement(admin, `DROP DATABASE ${name}`),
  };
}

async function statement(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
