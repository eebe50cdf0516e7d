/**
 * What a worker process holds in the database for as long as it lives, on a connection of its own: an advisory lock that says that it
 * lives, and one for each job that it runs, because of two jobs of one identity only one may run, in whichever process. They end
 * with the connection, however the process ends.
 */
import type { Client } from 'pg';
import { lockingClient } from '../../../../db/dialect/graphile.ts';
import { errorText } from '../../kit/errors.ts';
import type { Log } from '../../kit/log.ts';

const REDIAL_MS = 500;

export const LIVES = 'regulars worker ';
const RUNS = 'regulars job ';

/** `gone`: somebody else has it, because we were thought dead. */
type Entrance = 'ours' | 'twin runs' | 'gone';

export interface Guard {
  /** Resolves when the lock that says that this process lives is held, for the first time. */
  readonly held: Promise<void>;
  /** Resolves when the connection has broken after that, and with it perhaps an answer about jobs that were taken. */
  readonly lost: Promise<void>;
  /** May this job, which the queue has given to us, run? Waits while the connection is down. */
  enter(job: { id: number; identity: string }): Promise<Entrance>;
  /** It has ended. */
  leave(identity: string): void;
  close(): Promise<void>;
}

export function createGuard(url: string, owner: string, log: Log): Guard {
  const inside = new Set<string>();
  let entering: { id: number; identity: string; resolve(entrance: Entrance): void }[] = [];
  let leaving: string[] = [];
  let client: Client | null = null;
  let closed = false;
  let flushing = false;
  let redial: NodeJS.Timeout | null = null;
  let dialled: Promise<void> = Promise.resolve();
  const first = Promise.withResolvers<void>();
  const broke = Promise.withResolvers<void>();

  function dial(): void {
    let broken = false;
    const { client: dialling, open } = lockingClient(url, (error) => {
      broken = true;
      if (client === dialling) broke.resolve();
      client = null;
      dialling.end().catch(() => {});
      if (closed) return;
      log.warn({ reason: errorText(error ?? 'closed') }, 'The connection that says that this worker lives broke');
      redial = setTimeout(dial, REDIAL_MS);
    });
    dialled = open()
      .then(() => hold(dialling))
      .then(
        () => {
          if (broken) return;
          client = dialling;
          first.resolve();
          flush();
        },
        // Ending it is heard above, and dials again.
        () => dialling.end().catch(() => {}),
      );
  }

  async function hold(next: Client): Promise<void> {
    await next.query('select pg_advisory_lock(hashtextextended($1, 0))', [LIVES + owner]);
    const { rowCount } = await next.query('select 1 from job_workers where id = $1 and died_at is null', [owner]);
    await next.query('insert into job_workers (id) values ($1) on conflict (id) do update set died_at = null', [owner]);
    // What was running when the former connection broke is still ours, unless we were thought dead meanwhile.
    if (rowCount === 0) inside.clear();
    await next.query('select pg_try_advisory_lock(hashtextextended(u, 0)) from unnest($1::text[]) as u', [
      [...inside].map((identity) => RUNS + identity),
    ]);
  }

  function flush(): void {
    if (flushing || client === null || (entering.length === 0 && leaving.length === 0)) return;
    flushing = true;
    // All that come in the same turn of the event loop together, in one question.
    setImmediate(() => {
      void exchange().finally(() => {
        flushing = false;
        flush();
      });
    });
  }

  async function exchange(): Promise<void> {
    const present = client;
    if (!present) return;
    const [out, asking] = [leaving, entering];
    [leaving, entering] = [[], []];
    try {
      if (out.length > 0) {
        await present.query({
          name: 'leave',
          text: 'select pg_advisory_unlock(hashtextextended(u, 0)) from unnest($1::text[]) as u',
          values: [out.map((identity) => RUNS + identity)],
        });
      }
      if (asking.length === 0) return;
      const { rows } = await present.query<{ id: string; free: boolean }>({
        name: 'enter',
        text: `select job.id, pg_try_advisory_lock(hashtextextended(asked.identity, 0)) as free
          from unnest($1::bigint[], $2::text[]) as asked (id, identity)
          join graphile_worker._private_jobs as job on job.id = asked.id and job.locked_by = $3`,
        values: [asking.map(({ id }) => id), asking.map(({ identity }) => RUNS + identity), owner],
      });
      const answers = new Map(rows.map(({ id, free }) => [Number(id), free]));
      for (const { id, identity, resolve } of asking) {
        const free = answers.get(id);
        if (free) inside.add(identity);
        resolve(free === undefined ? 'gone' : free ? 'ours' : 'twin runs');
      }
    } catch (error) {
      // The connection broke, and its locks with it: who waits is asked about again by the next one.
      entering = [...asking, ...entering];
      log.debug({ reason: errorText(error) }, 'A question about jobs was lost');
      present.end().catch(() => {});
    }
  }

  dial();
  return {
    held: first.promise,
    lost: broke.promise,
    enter: ({ id, identity }) =>
      new Promise((resolve) => {
        entering.push({ id, identity, resolve });
        flush();
      }),
    leave(identity) {
      if (!inside.delete(identity)) return;
      leaving.push(identity);
      flush();
    },
    async close() {
      closed = true;
      if (redial) clearTimeout(redial);
      await dialled;
      const last = client;
      client = null;
      // Nobody needs to look after a worker that ended and left nothing behind.
      await last
        ?.query(
          `delete from job_workers where id = $1
            and not exists (select 1 from graphile_worker._private_jobs where locked_by = $1)`,
          [owner],
        )
        .catch(() => {});
      await last?.end().catch(() => {});
      for (const { resolve } of entering.splice(0)) resolve('gone');
    },
  };
}
