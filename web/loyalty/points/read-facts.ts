/**
 * What orders do not tell themselves but their decision may depend on, read before it is made, and only where a rule in question
 * looks at it: tags of customers, collections of products, tiers.
 */
import type { Reader } from '../../../db/open.ts';
import { customersWithTags, readCustomer } from '../../mirror/customers/index.ts';
import { collectionsOf } from '../../mirror/products/index.ts';
import { knownShop } from '../../mirror/shops/index.ts';
import type { CustomerId, OrderId, ShopId } from '../../platform/kit/ids.ts';
import type { Services } from '../../platform/manifest.ts';
import {
  type Asked,
  type Facts,
  type KnownDecision,
  type PaidOrder,
  type Programme,
  whatToAsk,
} from './decide-order.ts';
import { asksForZone, collectionsAsked } from './line-factors.ts';

/** Ids of the tiers that customers had at that moment, ms; who had none is left out. */
export type TierOf = (
  handle: Reader,
  shopId: ShopId,
  customerIds: readonly CustomerId[],
  at: number,
) => Promise<Map<CustomerId, string>>;

export interface Question {
  order: PaidOrder;
  known: KnownDecision | null;
}
type AskedOrder = Question & { asked: Asked };

/** What is the same whatever happens until the transaction begins: tiers are asked in it, by `tiersAt`. */
export type FactsOf = (order: PaidOrder, tier: string | undefined) => Facts;

/** `askAnew`: of these customers Shopify is asked for the tags; of others the mirror's word is enough. */
export async function readFacts(
  services: Services,
  shopId: ShopId,
  programme: Programme,
  questions: readonly Question[],
  askAnew: (question: Question) => boolean,
): Promise<FactsOf> {
  const asked = questions.map((question): AskedOrder => {
    return { ...question, asked: whatToAsk(question.order, question.known, programme) };
  });
  const timed = programme.versions.some(({ settings }) => asksForZone(settings));
  const timeZone = timed ? (await knownShop(services, shopId)).timeZone : 'UTC';
  const tagged = asked.filter(({ asked: { tags } }) => tags);
  const tags = await tagsOf(services, shopId, tagged, askAnew);
  const products = distinct(asked.flatMap(({ asked: one }) => one.products));
  const named = distinct(asked.flatMap(({ asked: one }) => one.collections));
  const collections = await collectionsOf(services, shopId, products, named);
  return ({ id }, tier) => ({ customerTags: tags.get(id), tier: tier ?? null, collections, timeZone });
}

/** Does any rule look at more than the order itself and its customer's tier? */
export function asksAnything({ versions }: Programme): boolean {
  return versions.some(
    ({ settings }) =>
      settings.exclude.customerTags.length > 0 || collectionsAsked(settings).length > 0 || asksForZone(settings),
  );
}

/** Where none does. */
export const nothingAsked: FactsOf = (_order, tier) => ({
  tier: tier ?? null,
  collections: new Map(),
  timeZone: 'UTC',
});

/**
 * No webhook of an order or customer carries tags. By order. What the merchant awards of the past is too much to ask for one by
 * one: there the mirror's word is enough.
 */
async function tagsOf(
  services: Services,
  shopId: ShopId,
  questions: readonly AskedOrder[],
  askAnew: (question: Question) => boolean,
): Promise<Map<OrderId, readonly string[]>> {
  const idsOf = (some: readonly Question[]) => distinct(some.flatMap(({ order }) => order.customerId ?? []));
  const anew = idsOf(questions.filter(askAnew));
  const tags = new Map(
    await customersWithTags(services, shopId, idsOf(questions.filter((question) => !askAnew(question)))),
  );
  const customers = await Promise.all(anew.map((id) => readCustomer(services, shopId, id)));
  for (const [index, id] of anew.entries()) tags.set(id, customers[index]?.tags ?? []);
  return new Map(questions.map(({ order: { id, customerId } }) => [id, (customerId && tags.get(customerId)) || []]));
}

/** The tier that each order's customer had when it was paid, where that matters. */
export async function tiersAt(
  handle: Reader,
  shopId: ShopId,
  programme: Programme,
  questions: readonly Question[],
  tierOf: TierOf,
): Promise<Map<OrderId, string>> {
  const asking = questions.filter(({ order, known }) => whatToAsk(order, known, programme).tier);
  const tiers = new Map<OrderId, string>();
  for (const [paidAt, together] of Map.groupBy(asking, ({ order }) => order.paidAt)) {
    const found = await tierOf(
      handle,
      shopId,
      distinct(together.flatMap(({ order }) => order.customerId ?? [])),
      paidAt,
    );
    for (const { order } of together) {
      const tier = order.customerId === null ? undefined : found.get(order.customerId);
      if (tier !== undefined) tiers.set(order.id, tier);
    }
  }
  return tiers;
}

function distinct<Item>(items: readonly Item[]): Item[] {
  return [...new Set(items)];
}
