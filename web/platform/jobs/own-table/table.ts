/** The queue as a table of our own, `jobs`, in a file that one machine has to itself. */
import { type Expression, type Selectable, type SelectQueryBuilder, sql } from 'kysely';
import { insertMany } from '../../../../db/insert-many.ts';
import type { Reader, Tx } from '../../../../db/open.ts';
import type { Database } from '../../../../db/schema/index.ts';
import type { JobsTable } from '../../../../db/schema/jobs.ts';
import { identityOf } from '../identity.ts';
import type { ClaimedJob, JobTable, QueuedJob } from '../job-table.ts';

// Literals, not parameters: only so can the partial indexes be used.
const WAITING = sql.lit('waiting' as const);
const RUNNING = sql.lit('running' as const);
/** Twelve columns a row; 30,000 parameters are allowed. */
const ROWS_PER_INSERT = 1_000;
const ALONE = 2;

export const ownTable: JobTable = {
  async add(tx, jobs) {
    for (const again of [false, true]) {
      const rows = jobs.filter((job) => job.again === again).map(row);
      for (let start = 0; start < rows.length; start += ROWS_PER_INSERT) {
        await (again ? addAgain : addNew)(tx, rows.slice(start, start + ROWS_PER_INSERT));
      }
    }
  },
  async remove(tx, jobs) {
    const rows = await tx
      .deleteFrom('jobs')
      .where(
        'id',
        'in',
        jobs.map(({ id }) => id),
      )
      .where('lease_owner', 'in', [...new Set(jobs.map(({ owner }) => owner))])
      .returning('id')
      .execute();
    return new Set(rows.map(({ id }) => id));
  },
  async runsAlone(tx, { id, owner }) {
    await tx
      .updateTable('jobs')
      .set({ suspect: ALONE })
      .where('id', '=', id)
      .where('lease_owner', '=', owner)
      .execute();
  },
  async dropOf(tx, shopId, keepKinds) {
    await tx
      .deleteFrom('jobs')
      .where('shop_id', '=', shopId)
      .where('state', '=', WAITING)
      .$if(keepKinds.length > 0, (query) => query.where('kind', 'not in', keepKinds))
      .execute();
  },
  async drop(tx, jobs) {
    for (const { shopId, kind, key } of jobs) {
      await tx
        .deleteFrom('jobs')
        .where('shop_id', '=', shopId)
        .where('kind', '=', kind)
        .where('key', '=', key)
        .where('state', '=', WAITING)
        .execute();
    }
  },
  async nextDue(handle, kinds) {
    const next = await handle
      .selectFrom('jobs')
      .select('run_at')
      .where('state', '=', WAITING)
      .$if(kinds !== undefined, (query) => query.where('kind', 'in', kinds ?? []))
      .orderBy('run_at')
      .orderBy('id')
      .limit(1)
      .executeTakeFirst();
    return next?.run_at ?? null;
  },
  async isBusy(handle, kinds, now) {
    const one = await handle
      .selectFrom('jobs')
      .select('id')
      .where((eb) =>
        eb.or([
          eb('state', '=', RUNNING),
          eb.and([eb('state', '=', WAITING), eb('run_at', '<=', now), eb('kind', 'in', kinds)]),
        ]),
      )
      .limit(1)
      .executeTakeFirst();
    return one !== undefined;
  },
  countTaken: (handle, atMost) =>
    count(handle, handle.selectFrom('jobs').select('id').where('state', '=', RUNNING).limit(atMost)),
  countDue: (handle, now, atMost) =>
    count(
      handle,
      handle.selectFrom('jobs').select('id').where('state', '=', WAITING).where('run_at', '<=', now).limit(atMost),
    ),
  async present(handle, jobs) {
    if (jobs.length === 0) return new Set();
    const rows = await handle
      .selectFrom('jobs')
      .select(['shop_id', 'kind', 'key'])
      .where('state', 'in', [WAITING, RUNNING])
      .where('shop_id', 'in', [...new Set(jobs.map(({ shopId }) => shopId))])
      .where('kind', 'in', [...new Set(jobs.map(({ kind }) => kind))])
      .execute();
    return new Set(rows.map((job) => identityOf({ shopId: job.shop_id, kind: job.kind, key: job.key })));
  },
  inWork: (shopId, kindPrefix, key) => sql<boolean>`exists (
    select 1 from jobs where shop_id = ${shopId} and substr(kind, 1, ${kindPrefix.length}) = ${kindPrefix} and key = ${key})`,
  async jobsOf(handle, shopId, kindPrefix) {
    const rows = await handle
      .selectFrom('jobs')
      .selectAll()
      .where('shop_id', '=', shopId)
      .where(sql<string>`substr(kind, 1, ${kindPrefix.length})`, '=', kindPrefix)
      .orderBy('id')
      .execute();
    return rows.map(queued);
  },
};

/** `again`: the job was taken before, and a twin that waits by now is the later one. */
const adding = (again: boolean) =>
  insertMany(
    'jobs',
    ['shop_id', 'kind', 'key', 'payload', 'state', 'run_at', 'due_at', 'attempts', 'suspect'],
    (insert) =>
      insert.onConflict((conflict) =>
        conflict
          .columns(['shop_id', 'kind', 'key'])
          .where('state', '=', WAITING)
          .doUpdateSet((eb) => ({
            due_at: smaller(eb.ref('jobs.due_at'), eb.ref('excluded.due_at')),
            attempts: greater(eb.ref('jobs.attempts'), eb.ref('excluded.attempts')),
            suspect: greater(eb.ref('jobs.suspect'), eb.ref('excluded.suspect')),
            run_at: smaller(eb.ref('jobs.run_at'), eb.ref('excluded.run_at')),
            payload: again
              ? eb.fn.coalesce('jobs.payload', 'excluded.payload')
              : eb.fn.coalesce('excluded.payload', 'jobs.payload'),
          })),
      ),
  );
const addNew = adding(false);
const addAgain = adding(true);

async function count(handle: Reader, which: SelectQueryBuilder<Database, 'jobs', { id: number }>): Promise<number> {
  const { n } = await handle
    .selectFrom(which.as('found'))
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return n;
}

const smaller = (a: Expression<unknown>, b: Expression<unknown>) => sql<number>`min(${a}, ${b})`;
const greater = (a: Expression<unknown>, b: Expression<unknown>) => sql<number>`max(${a}, ${b})`;

function row(job: QueuedJob) {
  return {
    shop_id: job.shopId,
    kind: job.kind,
    key: job.key,
    payload: job.payload,
    state: 'waiting' as const,
    run_at: job.runAt,
    due_at: job.dueAt,
    attempts: job.attempts,
    suspect: job.suspect ? 1 : 0,
  };
}

function queued(job: Selectable<JobsTable>): QueuedJob {
  return {
    shopId: job.shop_id,
    kind: job.kind,
    key: job.key,
    payload: job.payload,
    runAt: job.run_at,
    dueAt: job.due_at,
    attempts: job.attempts,
    suspect: job.suspect > 0,
    again: job.state === 'running',
  };
}

/** Takes up to `limit` due jobs of the given kinds, oldest first, leaving those whose twin is running. */
export async function claimJobs(
  tx: Tx,
  claim: { kinds: readonly string[]; limit: number; now: number; owner: string; leaseUntil: number },
): Promise<ClaimedJob[]> {
  const due = await tx
    .selectFrom('jobs')
    .selectAll()
    .where('state', '=', WAITING)
    .where('run_at', '<=', claim.now)
    .where('kind', 'in', claim.kinds)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('jobs as twin')
            .select('twin.id')
            .where('twin.state', '=', RUNNING)
            .whereRef('twin.shop_id', '=', 'jobs.shop_id')
            .whereRef('twin.kind', '=', 'jobs.kind')
            .whereRef('twin.key', '=', 'jobs.key'),
        ),
      ),
    )
    .orderBy('run_at')
    .orderBy('id')
    .limit(claim.limit)
    .execute();
  if (due.length === 0) return [];
  await tx
    .updateTable('jobs')
    .set({ state: 'running', lease_owner: claim.owner, lease_until: claim.leaseUntil })
    .where(
      'id',
      'in',
      due.map(({ id }) => id),
    )
    .execute();
  return due.map((job) => ({
    ...queued(job),
    id: job.id,
    owner: claim.owner,
    payload: job.payload === null ? null : (JSON.parse(job.payload) as unknown),
  }));
}

/** Leases run on wall time, because they are about processes and not about business. */
export async function renewLeases(tx: Tx, owner: string, leaseUntil: number): Promise<void> {
  await tx
    .updateTable('jobs')
    .set({ lease_until: leaseUntil })
    .where('state', '=', RUNNING)
    .where('lease_owner', '=', owner)
    .execute();
}

/** Takes the jobs whose worker has stopped renewing out of the queue; `wasAlone` says which of them answer for its end. */
export async function takeLostJobs(tx: Tx, wallNow: number): Promise<(QueuedJob & { wasAlone: boolean })[]> {
  const lost = await tx
    .deleteFrom('jobs')
    .where('state', '=', RUNNING)
    .where('lease_until', '<', wallNow)
    .returningAll()
    .execute();
  return lost.map((job) => ({ ...queued(job), wasAlone: job.suspect === ALONE }));
}

/** A look without a lock: an idle worker must not hold the only connection for writing. */
export async function anyLost(handle: Reader, wallNow: number): Promise<boolean> {
  const one = await handle
    .selectFrom('jobs')
    .select('id')
    .where('state', '=', RUNNING)
    .where('lease_until', '<', wallNow)
    .limit(1)
    .executeTakeFirst();
  return one !== undefined;
}
