/** A simulated Shopify for a story, on a free port, with a clock that stands still until it is told. Whatever runs the app joins it. */
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { startSimulator } from '../../simulator/server.ts';
import { type PostLimits, shopifyLimits } from '../../simulator/webhooks/post.ts';
import type { World } from '../../simulator/world/types.ts';
import { call, callOrThrow, type Method } from './call.ts';
import { createStore, type StoreOptions, type TestStore } from './store.ts';

export interface SimulatedShopify {
  simulatorUrl: string;
  /** What exists in the simulated Shopify, for what no call offers. */
  simulated: World;
  /** Calls `/_simulator/<path>` and returns the answer; throws with the simulator's own words when it refuses. */
  sim<Answer = unknown>(method: Method, path: string, body?: unknown): Promise<Answer>;
  /** The same for a call that may be refused. */
  simAnswer(method: Method, path: string, body?: unknown): Promise<{ status: number; body: unknown }>;
  /** A new store, the app installed in it unless `install: false`; returns when the installation has settled. */
  shop(options?: StoreOptions): Promise<TestStore>;
  /** Delivers what is due and waits until the app has nothing left to do. */
  settle(timeoutSeconds?: number): Promise<Settled>;
  /** Moves the clock by an ISO 8601 duration, stepping over everything that falls due on the way; then settles. */
  advance(duration: string): Promise<Settled>;
  /** Moves the clock to a moment, in the same manner. */
  advanceTo(moment: string): Promise<Settled>;
  /** The simulated time. */
  now(): Promise<Date>;
}

export interface Settled {
  now: string;
  heldDeliveries: number;
  futureDeliveries: number;
  deadLetters: number;
}

export interface RunningShopify extends SimulatedShopify {
  /** The environment in which the app meets this Shopify: everything but its database. */
  appEnvironment: Record<string, string>;
  setAppUrl(url: string): void;
  stop(): Promise<void>;
}

const START = '2026-03-02T03:00:00Z';
const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * For an app in this very process: what computes for a second would cost a delivery whose answer was there, and it would come again only
 * when the clock moves.
 */
export const PATIENT: PostLimits = { connectMs: 60_000, totalMs: 60_000 };

export async function startShopify(
  startAt: string = START,
  deliveryLimits: PostLimits = shopifyLimits,
): Promise<RunningShopify> {
  const apiKey = 'regulars-test';
  const apiSecret = randomBytes(16).toString('hex');
  const simulator = await startSimulator({
    apiKey,
    apiSecret,
    appToml: `${root}/shopify.app.toml`,
    extensionsDir: `${root}/extensions`,
    deliveryLimits,
  });
  const sim = <Answer>(method: Method, path: string, body?: unknown): Promise<Answer> =>
    callOrThrow<Answer>(`${simulator.url}/_simulator/${path}`, method, body);
  await sim('POST', 'clock', { running: false });
  await sim('POST', 'clock', { set: startAt });
  const settle = (timeoutSeconds = 60) => sim<Settled>('POST', 'settle', { timeoutSeconds });
  const shopify: RunningShopify = {
    simulatorUrl: simulator.url,
    simulated: simulator.world,
    appEnvironment: {
      PORT: '0',
      HOST: '127.0.0.1',
      APP_URL: 'http://127.0.0.1:0',
      SHOPIFY_API_KEY: apiKey,
      SHOPIFY_API_SECRET: apiSecret,
      ENCRYPTION_KEY: randomBytes(32).toString('base64'),
      SHOPIFY_SIMULATOR_URL: simulator.url,
      SMTP_URL: simulator.simulator.mailboxUrl() ?? '',
      MAIL_FROM: 'points@regulars.example',
      LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'silent',
    },
    sim,
    simAnswer: (method, path, body) => call(`${simulator.url}/_simulator/${path}`, method, body),
    shop: (storeOptions) => createStore(shopify, storeOptions),
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
    setAppUrl: simulator.setAppUrl,
    stop: simulator.stop,
  };
  return shopify;
}
