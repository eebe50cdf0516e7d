/**
 * A small world for a story: a simulated Shopify and the whole app in one process, on free ports, with a database of its
 * own and a clock that stands still until it is told. One world a test file, one new store a test.
 */
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { startSimulator } from '../../simulator/server.ts';
import type { World } from '../../simulator/world/types.ts';
import { buildApp } from '../../web/app.ts';
import { readConfig } from '../../web/config.ts';
import { freshDatabase } from './database.ts';
import { openHandles } from './open-handles.ts';
import { createStore, type StoreOptions, type TestStore } from './store.ts';
import { call, callOrThrow, type Method } from './call.ts';

export type { TestStore } from './store.ts';

export interface TestWorld {
  simulatorUrl: string;
  appUrl: string;
  databaseUrl: string;
  /** What exists in the simulated Shopify, for what no call offers. */
  simulated: World;
  /** Calls `/_simulator/<path>` and returns the answer; throws with the simulator's own words when it refuses. */
  sim<Answer = unknown>(method: Method, path: string, body?: unknown): Promise<Answer>;
  /** The same for a call that may be refused. */
  simAnswer(method: Method, path: string, body?: unknown): Promise<{ status: number; body: unknown }>;
  /** A new store, the app installed in it unless `install: false`; returns when the installation has settled. */
  shop(options?: StoreOptions): Promise<TestStore>;
  /** Delivers what is due and waits until the app has nothing left to do. */
  settle(): Promise<Settled>;
  /** Moves the clock by an ISO 8601 duration, stepping over everything that falls due on the way; then settles. */
  advance(duration: string): Promise<Settled>;
  /** Moves the clock to a moment, in the same manner. */
  advanceTo(moment: string): Promise<Settled>;
  /** The simulated time. */
  now(): Promise<Date>;
  /** Ends everything. Throws when dead letters were left that the test did not announce, or something stays open. */
  stop(options?: { deadLetters?: number }): Promise<void>;
}

export interface Settled {
  now: string;
  heldDeliveries: number;
  futureDeliveries: number;
  deadLetters: number;
}

const START = '2026-03-02T03:00:00Z';
const root = fileURLToPath(new URL('../..', import.meta.url));

export async function startWorld(options: { startAt?: string; env?: Record<string, string> } = {}): Promise<TestWorld> {
  const before = openHandles();
  const database = await freshDatabase();
  const apiKey = 'regulars-test';
  const apiSecret = randomBytes(16).toString('hex');
  const simulator = await startSimulator({
    apiKey,
    apiSecret,
    appToml: `${root}/shopify.app.toml`,
    extensionsDir: `${root}/extensions`,
  });
  await callOrThrow(`${simulator.url}/_simulator/clock`, 'POST', { running: false });
  await callOrThrow(`${simulator.url}/_simulator/clock`, 'POST', { set: options.startAt ?? START });
  const app = await buildApp(
    readConfig({
      DATABASE_URL: database.url,
      PORT: '0',
      HOST: '127.0.0.1',
      APP_URL: 'http://127.0.0.1:0',
      SHOPIFY_API_KEY: apiKey,
      SHOPIFY_API_SECRET: apiSecret,
      ENCRYPTION_KEY: randomBytes(32).toString('base64'),
      SHOPIFY_SIMULATOR_URL: simulator.url,
      LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'silent',
      ...options.env,
    }),
  );
  const { url: appUrl } = await app.start({ serve: true, work: true, port: 0 });
  simulator.setAppUrl(appUrl);

  const sim = <Answer>(method: Method, path: string, body?: unknown): Promise<Answer> =>
    callOrThrow<Answer>(`${simulator.url}/_simulator/${path}`, method, body);
  const settle = () => sim<Settled>('POST', 'settle', { timeoutSeconds: 15 });
  const world: TestWorld = {
    simulatorUrl: simulator.url,
    appUrl,
    databaseUrl: database.url,
    simulated: simulator.world,
    sim,
    simAnswer: (method, path, body) => call(`${simulator.url}/_simulator/${path}`, method, body),
    shop: (storeOptions) => createStore(world, storeOptions),
    settle,
    async advance(duration) {
      await sim('POST', 'clock', { advance: duration });
      return settle();
    },
    async advanceTo(moment) {
      await sim('POST', 'clock', { set: moment });
      return settle();
    },
    now: async () => new Date((await sim<{ now: string }>('GET', 'clock')).now),
    async stop({ deadLetters: expected = 0 } = {}) {
      const problems: unknown[] = [];
      // Whatever goes wrong, the rest is ended all the same.
      const end = (step: () => Promise<void>) => step().catch((problem: unknown) => problems.push(problem));
      await end(async () => {
        const { deadLetters } = await settle();
        if (deadLetters !== expected) throw new Error(`${deadLetters} dead letters were left, ${expected} expected`);
      });
      await end(() => app.stop());
      await end(() => simulator.stop());
      await end(() => database.drop());
      await end(() => before.sameAgain());
      if (problems.length > 0)
        throw problems.length === 1 ? problems[0] : new AggregateError(problems, problems.join('; '));
    },
  };
  return world;
}
