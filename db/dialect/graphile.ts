/** graphile-worker's part of a PostgreSQL database: its schema, and connections for it. */
import { Logger, runMigrations } from 'graphile-worker';
import pg from 'pg';
import type { Db } from '../open.ts';
import { isPostgres } from './differences.ts';
import { connection } from './postgres.ts';
import { SEES_SIMULATED_NOW } from './simulated-now.ts';

/** Brings graphile-worker's tables up to date; on SQLite there are none. One process at a time may be here. */
export async function migrateQueue(db: Db): Promise<void> {
  if (!isPostgres(db.read)) return;
  const pool = queuePool(db.url, { size: 1 });
  try {
    await runMigrations({ pgPool: pool, logger: new Logger(() => () => {}) });
  } finally {
    await pool.end();
  }
}

export interface QueuePoolOptions {
  size: number;
  onError?: (error: Error) => void;
  /** What the queue takes for the present is the simulator's time. */
  simulated?: boolean;
  /** A connection is used only after this. */
  after?: Promise<void>;
}

/**
 * What the queue commits by itself (a worker has taken jobs, or gives them back) may be forgotten by a server that crashes: the jobs
 * are then simply there again. What an addition or an end of a job commits does not go through this pool, and is durable.
 */
export function queuePool(url: string, options: QueuePoolOptions): pg.Pool {
  const { onError = () => {}, simulated = false, after } = options;
  async function prepare(client: pg.PoolClient): Promise<void> {
    await client.query(`set synchronous_commit = off${simulated ? `; ${SEES_SIMULATED_NOW}` : ''}`);
    await after;
  }
  const pool = new pg.Pool({
    ...connection(url),
    max: options.size,
    verify: (client, done) => void prepare(client).then(() => done(), done),
  });
  pool.on('error', onError);
  pool.on('connect', (client) => client.on('error', onError));
  return pool;
}
