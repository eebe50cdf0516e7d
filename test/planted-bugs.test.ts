/**
 * Is the second opinion on points worth anything? Many mistakes are planted into the app, one at a time, and it must find each of
 * them, and nothing where there is none. A snippet that is not in the source any more fails too, so that this cannot rot.
 */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import type { BugHunt, BugReport } from './support/planted-bug-worker.ts';
import { type PlantedBug, plantedBugs } from './support/planted-bugs.ts';

/** Found by trial: with this seed each is caught in so few runs. Another seed needs a few more. */
const SEED = 7;
const RUNS = 140;

function hunt(bug: PlantedBug | null): Promise<BugReport> {
  const workerData: BugHunt = { bug, seed: SEED, runs: RUNS };
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./support/planted-bug-worker.ts', import.meta.url), {
      workerData,
      execArgv: [],
    });
    let report: BugReport | null = null;
    worker.once('message', (message: BugReport) => {
      report = message;
    });
    worker.once('error', reject);
    worker.once('exit', (code) =>
      report ? resolve(report) : reject(new Error(`the hunt for "${bug?.name}" ended with ${code} and no report`)),
    );
  });
}

test('every planted bug is caught, and none where there is none', { timeout: 600_000 }, async () => {
  const waiting = [null, ...plantedBugs];
  const found = new Map<string, BugReport>();
  const next = async (): Promise<void> => {
    for (let bug = waiting.shift(); bug !== undefined; bug = waiting.shift())
      found.set(bug?.name ?? 'none', await hunt(bug));
  };
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, next));
  expect([...found].flatMap(([, { problem }]) => problem ?? [])).toEqual([]);
  expect(found.get('none')).toEqual({ problem: null, caught: null });
  const missed = plantedBugs.filter(({ name }) => found.get(name)?.caught === null).map(({ name }) => name);
  expect(missed).toEqual([]);
});
