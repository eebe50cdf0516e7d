/**
 * A small world for a story: a simulated Shopify and the whole app in one process, on free ports, with a database of its
 * own and a clock that stands still until it is told. One world a test file, one new store a test.
 */
import { buildApp } from '../../web/app.ts';
import { readConfig } from '../../web/config.ts';
import type { Log } from '../../web/platform/kit/log.ts';
import { freshDatabase } from './database.ts';
import { openHandles } from './open-handles.ts';
import { PATIENT, type SimulatedShopify, startShopify } from './simulated-shopify.ts';

export type { TestStore } from './store.ts';

export interface TestWorld extends SimulatedShopify {
  /** Another after `offUntil`. */
  readonly appUrl: string;
  databaseUrl: string;
  /** The app's own environment, secrets included. */
  environment: Record<string, string>;
  /**
   * The app is switched off until that moment, so that nothing falls due on the way: a year costs no more than a day. Then it runs again;
   * with `work: false` it answers requests, and no job has run yet.
   */
  offUntil(moment: string, options?: { work?: boolean }): Promise<void>;
  /** Ends everything. Throws when dead letters were left that the test did not announce, or something stays open. */
  stop(options?: { deadLetters?: number }): Promise<void>;
}

export interface WorldOptions {
  startAt?: string;
  env?: Record<string, string>;
  /** Where the app's log goes; by default nowhere. */
  log?: Log;
  /** How long the app waits for Shopify, as a part of what it would. */
  patience?: number;
}

export async function startWorld(options: WorldOptions = {}): Promise<TestWorld> {
  const before = openHandles();
  const database = await freshDatabase();
  const { appEnvironment, setAppUrl, stop: stopShopify, ...shopify } = await startShopify(options.startAt, PATIENT);
  const environment = { ...appEnvironment, DATABASE_URL: database.url, ...options.env };
  const { log, patience } = options;
  const run = async (work: boolean) => {
    const app = await buildApp(readConfig(environment), {
      ...(log && { log }),
      ...(patience !== undefined && { patience }),
    });
    const { url } = await app.start({ serve: true, work, port: 0 });
    setAppUrl(url);
    return { app, url };
  };
  let running = await run(true);

  return {
    ...shopify,
    get appUrl() {
      return running.url;
    },
    databaseUrl: database.url,
    environment,
    async offUntil(moment, { work = true } = {}) {
      await shopify.settle();
      await running.app.stop();
      await shopify.sim('POST', 'clock', { set: moment });
      running = await run(work);
      await shopify.settle();
    },
    async stop({ deadLetters: expected = 0 } = {}) {
      const problems: unknown[] = [];
      // Whatever goes wrong, the rest is ended all the same.
      const end = (step: () => Promise<void>) => step().catch((problem: unknown) => problems.push(problem));
      await end(async () => {
        const { deadLetters } = await shopify.settle();
        if (deadLetters !== expected) throw new Error(`${deadLetters} dead letters were left, ${expected} expected`);
      });
      await end(() => running.app.stop());
      await end(() => stopShopify());
      await end(() => database.drop());
      await end(() => before.sameAgain());
      if (problems.length > 0)
        throw problems.length === 1 ? problems[0] : new AggregateError(problems, problems.join('; '));
    },
  };
}
