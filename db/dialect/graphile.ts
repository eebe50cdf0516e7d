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
  async function prepare(client: pg.PoolClient, done: (error?: Error) => void): Promise<void> {
    try {
      await client.query(`set synchronous_commit = off${simulated ? `; ${SEES_SIMULATED_NOW}` : ''}`);
      await after;
    } catch (error) {
      done(new Error('A connection of the job queue could not be prepared', { cause: error }));
      return;
    }
    done();
  }
  const pool = new pg.Pool({
    ...connection(url),
    max: options.size,
    verify: (client, done) => void prepare(client, done),
  });
  pool.on('error', onError);
  pool.on('connect', (client) => client.on('error', onError));
  return pool;
}

/** A machine that vanished is noticed by the server within a quarter of a minute. */
const KEPT_ALIVE = 'set tcp_keepalives_idle = 5; set tcp_keepalives_interval = 3; set tcp_keepalives_count = 3';

/** A connection for locks that end with it, not open yet. `onEnd` is told once, when it has broken or was closed. */
export function lockingClient(
  url: string,
  onEnd: (error?: Error) => void,
): { client: pg.Client; open(): Promise<void> } {
  const client = new pg.Client(connection(url));
  let ended = false;
  const end = (error?: Error) => {
    if (ended) return;
    ended = true;
    onEnd(error);
  };
  client.on('error', end);
  client.on('end', () => end());
  return {
    client,
    async open() {
      try {
        await client.connect();
        await client.query(KEPT_ALIVE);
      } catch (error) {
        end(error instanceof Error ? error : undefined);
        throw error;
      }
    },
  };
}
