/**
 * What graphile-worker stores of a job: a list of what was added, for it appends to a list by itself when a job is added again. So nothing
 * has to be read, or locked, before an addition; the list is folded into one when the job is taken, or when it has grown long.
 */
import { z } from 'zod';
import type { ShopId } from '../../kit/ids.ts';
import type { QueuedJob } from '../job-table.ts';

const entry = z.object({
  shop: z.number().transform((shop) => shop as ShopId),
  key: z.string(),
  /** JSON. */
  payload: z.string().optional(),
  due: z.number(),
  tries: z.number().optional(),
  suspect: z.boolean().optional(),
  again: z.boolean().optional(),
});
const entries = z.array(entry).min(1);

export function entryOf(job: QueuedJob) {
  return {
    shop: job.shopId,
    key: job.key,
    due: job.dueAt,
    ...(job.payload !== null && { payload: job.payload }),
    ...(job.attempts > 0 && { tries: job.attempts }),
    ...(job.suspect && { suspect: true }),
    ...(job.again && { again: true }),
  };
}

export function foldEntries(kind: string, stored: unknown, runAt: number): QueuedJob {
  const list = entries.parse(stored);
  const [first] = list;
  // What has been taken before is older than what was added, whenever it was put back.
  const inOrder = [...list.filter(({ again }) => again), ...list.filter(({ again }) => !again)];
  return {
    shopId: first?.shop ?? (0 as ShopId),
    kind,
    key: first?.key ?? '',
    payload: inOrder.findLast(({ payload }) => payload !== undefined)?.payload ?? null,
    runAt,
    dueAt: Math.min(...list.map(({ due }) => due)),
    attempts: Math.max(...list.map(({ tries = 0 }) => tries)),
    suspect: list.some(({ suspect }) => suspect === true),
    again: list.every(({ again }) => again === true),
  };
}
