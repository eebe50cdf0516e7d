/**
 * Telling the workers of other processes that there are new jobs: LISTEN and NOTIFY on PostgreSQL. SQLite has nothing like it;
 * there the processes of one file look by themselves now and then.
 */
import { sql } from 'kysely';
import pg from 'pg';
import type { Tx } from '../open.ts';
import { isPostgres } from './differences.ts';
import { connection } from './postgres.ts';

const CHANNEL = 'regulars_jobs';
const REDIAL_MS = 1_000;

/** The notice goes out when the transaction commits. PostgreSQL folds equal ones of a transaction into one. */
export async function announceJobs(tx: Tx): Promise<void> {
  if (isPostgres(tx)) await sql`select pg_notify(${sql.lit(CHANNEL)}, '')`.execute(tx);
}

/** Calls `wake` at every notice, and after every reconnection, since notices may have been missed. Returns how to stop. */
export function listenForJobs(url: string, wake: () => void): () => Promise<void> {
  if (url.startsWith('sqlite:')) return async () => {};
  let stopped = false;
  let client: pg.Client | null = null;
  let redial: NodeJS.Timeout | null = null;

  async function dial(): Promise<void> {
    const next = new pg.Client(connection(url));
    client = next;
    let broken = false;
    const again = () => {
      if (broken || stopped) return;
      broken = true;
      redial = setTimeout(() => void dial(), REDIAL_MS);
      next.end().catch(() => {});
    };
    next.on('error', again);
    next.on('end', again);
    next.on('notification', wake);
    try {
      await next.connect();
      await next.query(`listen ${CHANNEL}`);
      wake();
    } catch {
      again();
    }
  }

  const first = dial();
  return async () => {
    stopped = true;
    if (redial) clearTimeout(redial);
    await first;
    await client?.end().catch(() => {});
  };
}
