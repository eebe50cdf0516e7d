/** Databases to measure on, durable as in production, gone afterwards. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { migrate } from '../../db/migrate.ts';
import { type Db, openDb } from '../../db/open.ts';
import { startCluster } from '../../test/support/postgres-cluster.ts';

export interface Databases {
  /** The address of a new one, migrated. */
  fresh(): Promise<string>;
  stop(): Promise<void>;
}

/** Measures on SQLite, then on PostgreSQL; `name` is for people. */
export async function onBothDatabases<Result>(
  measure: (name: string, databases: Databases) => Promise<Result[]>,
): Promise<Result[]> {
  const files = await sqliteFiles();
  const cluster = await postgresCluster();
  try {
    return [...(await measure('SQLite', files)), ...(await measure('PostgreSQL', cluster))];
  } finally {
    await files.stop();
    await cluster.stop();
  }
}

async function sqliteFiles(): Promise<Databases> {
  const folder = await mkdtemp(join(tmpdir(), 'regulars-bench-'));
  let count = 0;
  return {
    async fresh() {
      const url = `sqlite:${join(folder, `${(count += 1)}.sqlite`)}`;
      await migrated(url);
      return url;
    },
    stop: () => rm(folder, { recursive: true, force: true }),
  };
}

export async function postgresCluster(): Promise<Databases> {
  const cluster = await startCluster({ durable: true });
  let count = 0;
  return {
    async fresh() {
      const name = `bench_${(count += 1)}`;
      const admin = new pg.Client({ connectionString: cluster.url('postgres') });
      await admin.connect();
      try {
        await admin.query(`create database ${name}`);
      } finally {
        await admin.end();
      }
      const url = cluster.url(name);
      await migrated(url);
      return url;
    },
    stop: () => cluster.stop(),
  };
}

/** Opens, looks, closes. */
export async function withDb<Result>(url: string, work: (db: Db) => Promise<Result>): Promise<Result> {
  const db = openDb(url);
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}

const migrated = (url: string) => withDb(url, (db) => migrate(db));
