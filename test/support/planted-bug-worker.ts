/**
 * Runs the points properties on an app in which one snippet of source was replaced as it was loaded. A thread of its own, because
 * a module is loaded once.
 */
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import type { PlantedBug } from './planted-bugs.ts';

export interface BugHunt {
  /** Null: the app as it is. */
  bug: PlantedBug | null;
  seed: number;
  runs: number;
}
export interface BugReport {
  /** Why the hunt itself is worth nothing; null = it is. */
  problem: string | null;
  /** What the properties found, shrunk; null = they held. */
  caught: string | null;
}

const { bug, seed, runs } = workerData as BugHunt;
const root = new URL('../../', import.meta.url);
let planted = 0;

if (bug) {
  const target = fileURLToPath(new URL(bug.file, root));
  registerHooks({
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context);
      if (!url.startsWith('file:') || fileURLToPath(url) !== target || !loaded.source) return loaded;
      const source = typeof loaded.source === 'string' ? loaded.source : new TextDecoder().decode(loaded.source);
      planted += source.split(bug.snippet).length - 1;
      return { ...loaded, source: source.replace(bug.snippet, () => bug.instead) };
    },
  });
}

const [{ default: fc }, { migrate }, { startPointsApp }, { followsTheRules, mindsNoOrder }] = await Promise.all([
  import('fast-check'),
  import('../../db/migrate.ts'),
  import('./points-app.ts'),
  import('./points-fuzz.ts'),
]);

async function hunt(): Promise<string | null> {
  const app = startPointsApp('sqlite::memory:');
  const options = { seed, numRuns: runs, endOnFailure: true };
  try {
    await migrate(app.db);
    await fc.assert(followsTheRules(app), options);
    await fc.assert(mindsNoOrder(app), options);
    return null;
  } catch (failure) {
    return String(failure);
  } finally {
    await app.close();
  }
}

const caught = await hunt();
const problem =
  bug && planted !== 1 ? `${bug.file} holds the snippet ${planted} times, not once: ${bug.snippet}` : null;
parentPort?.postMessage({ problem, caught } satisfies BugReport);
