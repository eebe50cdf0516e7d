/** Customers who spend points while everything goes wrong. They order nothing, so what they should hold is known. */
import type { Shop } from '../../../simulator/world/types.ts';
import { digits } from '../../support/points-book.ts';
import { give } from '../../support/rewards.ts';
import type { SimulatedShopify } from '../../support/simulated-shopify.ts';
import type { TestStore } from '../../support/store.ts';
import type { Chance } from './chance.ts';

export interface Spending {
  /** So many try at once, each once; whether anybody answers is not asked. */
  spend(times: number): Promise<void>;
  /** Customer → points: what they were given, less the price of each code that Shopify has for them. */
  held(): Map<string, number>;
  /** Codes that Shopify has made for them. */
  codes(): number;
}

const GIVEN = 5_000;
/** Of the reward that a programme begins with. */
const PRICE = 100;

export async function startSpending(
  shopify: SimulatedShopify,
  store: TestStore,
  shop: Shop,
  chance: Chance,
  people: number,
): Promise<Spending> {
  const customers: string[] = [];
  for (let n = 0; n < people; n += 1) {
    const customer = await store.customer();
    await give(store, customer, GIVEN);
    customers.push(customer);
  }
  const codesOf = (customer: string) =>
    [...shop.discounts.values()].filter(({ customerIds }) => customerIds?.includes(digits(customer))).length;
  return {
    async spend(times) {
      const calls = Array.from({ length: times }, () => ({
        shop: store.domain,
        customer: chance.pick(customers),
        path: '/redeem',
        method: 'POST',
        body: { reward: 'discount', key: crypto.randomUUID() },
      }));
      await Promise.all(calls.map((call) => shopify.simAnswer('POST', 'proxy', call)));
    },
    held: () => new Map(customers.map((customer) => [digits(customer), GIVEN - PRICE * codesOf(customer)])),
    codes: () => customers.reduce((sum, customer) => sum + codesOf(customer), 0),
  };
}
