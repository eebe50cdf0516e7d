/**
 * The queue as graphile-worker's schema. Jobs are added by its own function inside the caller's transaction. Its private table is used
 * where it has no function: to end a job in the transaction that ends the work, and only if it is still the worker's; and to look.
 */
import { type RawBuilder, sql } from 'kysely';
import type { Reader, Tx } from '../../../../db/open.ts';
import { identityOf } from '../identity.ts';
import type { JobTable, QueuedJob } from '../job-table.ts';
import { entryOf, foldEntries } from './entries.ts';

const JOBS = sql`graphile_worker._private_jobs`;
const TASKS = sql`graphile_worker._private_tasks`;
const RUN_AT = sql`round(extract(epoch from run_at) * 1000)::bigint`;
/** A list of additions that has grown longer is folded into one. */
const LONGEST_LIST = 8;
const JOBS_PER_CALL = 1_000;

export interface LockedJob {
  id: number;
  kind: string;
  payload: unknown;
  run_at: number;
}

export const graphileTable: JobTable = {
  async add(tx, jobs) {
    for (let start = 0; start < jobs.length; start += JOBS_PER_CALL) {
      await addSome(tx, jobs.slice(start, start + JOBS_PER_CALL));
    }
  },
  async remove(tx, jobs) {
    const { rows } = await sql<{ id: number }>`
      delete from ${JOBS} as job
      using unnest(${jobs.map(({ id }) => id)}::bigint[], ${jobs.map(({ owner }) => owner)}::text[]) as mine (id, owner)
      where job.id = mine.id and job.locked_by = mine.owner returning job.id`.execute(tx);
    return new Set(rows.map(({ id }) => id));
  },
  async runsAlone(tx, { id, owner }) {
    await tx.updateTable('job_workers').set({ alone: id }).where('id', '=', owner).execute();
  },
  async dropOf(tx, shopId, keepKinds) {
    await sql`
      delete from ${JOBS} where locked_at is null and starts_with(key, ${`${shopId}:`})
      and task_id not in (select id from ${TASKS} where identifier = any(${keepKinds}::text[]))`.execute(tx);
  },
  async drop(tx, jobs) {
    await sql`delete from ${JOBS} where locked_at is null and key = any(${jobs.map(identityOf)}::text[])`.execute(tx);
  },
  async nextDue(handle, kinds) {
    const rows = await ask(
      handle,
      sql<{ run_at: number }>`
      select ${RUN_AT} as run_at from ${JOBS} where is_available and priority = 0
      ${kinds ? sql`and task_id in ${taskIds(kinds)}` : sql``} order by _private_jobs.run_at limit 1`,
    );
    return rows[0]?.run_at ?? null;
  },
  async isBusy(handle, kinds, now) {
    const due = sql`is_available and priority = 0 and run_at <= to_timestamp(${now} / 1000.0) and task_id in ${taskIds(kinds)}`;
    return (await count(handle, sql`locked_by is not null or (${due})`, 1)) > 0;
  },
  countTaken: (handle, atMost) => count(handle, sql`locked_by is not null`, atMost),
  countDue: (handle, now, atMost) =>
    count(handle, sql`is_available and priority = 0 and run_at <= to_timestamp(${now} / 1000.0)`, atMost),
  async present(handle, jobs) {
    const rows = await ask(
      handle,
      sql<{ key: string }>`select key from ${JOBS} where key = any(${jobs.map(identityOf)}::text[])`,
    );
    return new Set(rows.map(({ key }) => key));
  },
  inWork: (shopId, kindPrefix, key) => sql<boolean>`exists (
    select 1 from ${TASKS} as task join ${JOBS} as job on job.key = ${`${shopId}:`} || task.identifier || ':' || ${key}
    where starts_with(task.identifier, ${kindPrefix}))`,
  async jobsOf(handle, shopId, kindPrefix) {
    const rows = await ask(
      handle,
      sql<LockedJob>`
      select id, identifier as kind, payload, ${RUN_AT} as run_at
      from ${JOBS} join (select id as task_id, identifier from ${TASKS}) as tasks using (task_id)
      where payload->0->>'shop' = ${String(shopId)} and starts_with(identifier, ${kindPrefix}) order by id`,
    );
    return rows.map(({ kind, payload, run_at }) => foldEntries(kind, payload, run_at));
  },
};

const taskIds = (kinds: readonly string[]) => sql`(select id from ${TASKS} where identifier = any(${kinds}::text[]))`;

async function ask<Row>(handle: Reader, query: RawBuilder<Row>): Promise<Row[]> {
  return (await query.execute(handle)).rows;
}

async function count(handle: Reader, which: RawBuilder<unknown>, atMost: number): Promise<number> {
  const rows = await ask(
    handle,
    sql<{ n: number }>`select count(*) as n from (select 1 from ${JOBS} where ${which} limit ${atMost}) as found`,
  );
  return rows[0]?.n ?? 0;
}

/**
 * First an addition that leaves the time of a job alone that waits already. Its row is then locked by this transaction, so what it says can
 * be trusted: where it is due later than wanted, a second addition moves it.
 */
async function addSome(tx: Tx, jobs: readonly QueuedJob[]): Promise<void> {
  let rest = new Map(jobs.map((job) => [identityOf(job), job]));
  const earlier: Spec[] = [];
  const long: { key: string; job: QueuedJob }[] = [];
  while (rest.size > 0) {
    const rows = await callAddJobs(
      tx,
      [...rest].map(([key, job]) => specOf(key, job, [entryOf(job)], job.runAt)),
      true,
    );
    for (const { key, run_at, many } of rows) {
      const job = rest.get(key);
      if (!job) continue;
      const runAt = Math.min(run_at, job.runAt);
      if (many !== null) long.push({ key, job: foldEntries(job.kind, many, runAt) });
      else if (runAt < run_at) earlier.push(specOf(key, job, [], runAt));
    }
    // Nothing comes back for a job that a worker has taken at this very moment; asked again, it is followed by another.
    const added = new Set(rows.map(({ key }) => key));
    rest = new Map([...rest].filter(([key]) => !added.has(key)));
  }
  await callAddJobs(tx, earlier, false);
  // Only what is not a list replaces a list; and only a list is appended to, so it must be one again.
  for (const payload of [() => ({}), (job: QueuedJob) => [entryOf(job)]]) {
    await callAddJobs(
      tx,
      long.map(({ key, job }) => specOf(key, job, payload(job), job.runAt)),
      false,
    );
  }
}

type Spec = ReturnType<typeof specOf>;

function specOf(key: string, job: QueuedJob, payload: unknown, runAt: number) {
  return { identifier: job.kind, payload, run_at: new Date(runAt).toISOString(), job_key: key };
}

async function callAddJobs(tx: Tx, specs: readonly Spec[], preserveRunAt: boolean) {
  if (specs.length === 0) return [];
  const { rows } = await sql<{ key: string; run_at: number; many: unknown }>`
    select key, ${RUN_AT} as run_at, case when json_typeof(payload) = 'array' then
      case when json_array_length(payload) > ${LONGEST_LIST} then payload end end as many
    from graphile_worker.add_jobs(
      array(select json_populate_recordset(null::graphile_worker.job_spec, ${JSON.stringify(specs)}::json)),
      ${preserveRunAt}
    )`.execute(tx);
  return rows;
}
