/** A store whose customers spend points, and what they can do with them. */
import type { Reward } from '../../web/loyalty/programme/settings.ts';
import { spend } from '../../web/loyalty/programme/settings/spend.ts';
import type { RewardPage, RewardRow } from '../../web/loyalty/rewards/api-types.ts';
import { digits } from './points-book.ts';
import type { TestStore, TestWorld } from './world.ts';

/** Rewards as the merchant's page would send them, with everything that was left out at its default. */
export function rewardsOf(...rewards: Record<string, unknown>[]): Reward[] {
  return spend.parse({ rewards }).rewards;
}

export interface Redeemed {
  status: number;
  id: string;
  code: string | null;
  expiresAt: string | null;
  applyUrl: string | null;
  pending?: boolean;
  error?: string;
  reason?: string;
}

export async function redeem(
  store: TestStore,
  customer: string | undefined,
  reward: string,
  more: { points?: number; key?: string; locale?: string } = {},
): Promise<Redeemed> {
  const body = { reward, key: crypto.randomUUID(), ...more };
  const answer = await store.proxy('/redeem', customer, { method: 'POST', body });
  return { status: answer.status, ...(JSON.parse(String(answer.body)) as Omit<Redeemed, 'status'>) };
}

/** The code of a reward that was had at once. */
export async function codeOf(store: TestStore, customer: string, reward: string, points?: number): Promise<string> {
  const answer = await redeem(store, customer, reward, points === undefined ? {} : { points });
  if (answer.status !== 200 || answer.code === null) throw new Error(`no code: ${JSON.stringify(answer)}`);
  return answer.code;
}

export async function give(store: TestStore, customer: string, points: number): Promise<void> {
  await store.admin('POST', `/api/customers/${digits(customer)}/adjust`, {
    points,
    reason: 'For the test',
    key: crypto.randomUUID(),
  });
}

/** A customer who holds so many points. */
export async function holder(store: TestStore, points: number): Promise<string> {
  const customer = await store.customer();
  await give(store, customer, points);
  return customer;
}

export async function issued(store: TestStore, query = ''): Promise<RewardRow[]> {
  return (await store.admin<RewardPage>('GET', `/api/rewards${query}`)).rewards;
}

/** What Shopify holds of the store. */
export function shopOf(world: Pick<TestWorld, 'simulated'>, store: Pick<TestStore, 'domain'>) {
  const shop = world.simulated.shops.get(store.domain);
  if (!shop) throw new Error(`there is no store ${store.domain}`);
  return shop;
}
