import type { Reader } from '../../../db/open.ts';
import { HOUR } from '../kit/clock.ts';
import { jobTable } from './job-table.ts';
import type { JobKind } from './worker.ts';

/** Less than a day, so that what runs late has run before its next time comes. */
const WAITS = 23 * HOUR;

/**
 * Where a clock that is moved by hand is to stop next: at what is due at its very moment; and for what may run at any time of the day nearly
 * a day later, by when that of many stores is due and runs together. Wherever it stops, all that is due by then runs.
 */
export async function nextStop(handle: Reader, kinds: ReadonlyMap<string, JobKind>): Promise<number | null> {
  const exact: string[] = [];
  const anyTime: string[] = [];
  for (const [kind, { anyTimeOfDay }] of kinds) (anyTimeOfDay ? anyTime : exact).push(kind);
  const table = jobTable(handle);
  const [due, dueSomeTime] = await Promise.all([table.nextDue(handle, exact), table.nextDue(handle, anyTime)]);
  const stops = [due, dueSomeTime === null ? null : dueSomeTime + WAITS].filter((stop) => stop !== null);
  return stops.length > 0 ? Math.min(...stops) : null;
}
