/**
 * Counts once a day what goes with what. However long a store's past is, no more than the newest half a million purchases of the last year are
 * looked at, so memory and time have an end. A run that is cut off begins again; it writes only what has become different.
 */
import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import { boughtPage } from '../../mirror/orders/index.ts';
import { DAY } from '../../platform/kit/clock.ts';
import { ALL_STORES, type ShopId } from '../../platform/kit/ids.ts';
import type { JobHandler, Services } from '../../platform/manifest.ts';
import { installations } from '../../platform/shopify/find-installation.ts';
import { countTogether, type GoesWith } from './count-together.ts';
import { ANYTHING, dropUncounted, hasCounted, saveAlsoBought } from './store.ts';

const LOOKS_BACK = 365 * DAY;
/** Products of orders: a few dozen bytes each. */
const MOST_PURCHASES = 500_000;
/** The till's customer and resellers buy everything: of one person so many products count, the latest. */
const MOST_OF_ONE = 200;
/** After each of these whatever else the process is asked has its turn. */
const ORDERS_A_PAGE = 500;
const PRODUCTS_A_STEP = 20;

/** For each product; more than are ever shown, because some will be sold out or owned. */
const KEPT = 24;
/** Then the worker's other jobs have their turn. */
const STORES_AT_ONCE = 20;

export const COUNT_TOGETHER = 'suggestions.count';

export const startCounting: JobHandler = async ({ db, addJob }) => {
  await db.transaction((tx) =>
    addJob(tx, { kind: COUNT_TOGETHER, shopId: ALL_STORES, key: 'all', payload: { after: 0 } }),
  );
};

const progress = z.object({ after: z.number().int() });

/** Of stores that have the app, one after the other: a thousand of them at once would leave no time for anything else. */
export const countSome: JobHandler = async (services, { key, payload }) => {
  const { after } = progress.parse(payload);
  const active = (await installations(services.db.read)).filter(({ status }) => status === 'active');
  const stores = active.filter(({ shopId }) => shopId > after).slice(0, STORES_AT_ONCE);
  const failed: unknown[] = [];
  for (const { shopId } of stores) {
    // One store must not keep the others from being counted.
    await countStore(services, shopId).catch((error: unknown) => {
      services.log.error({ err: error, shopId }, 'What goes with what could not be counted; tomorrow again');
      failed.push(error);
    });
  }
  const last = stores.at(-1);
  if (last && stores.length === STORES_AT_ONCE)
    await services.db.transaction((tx) =>
      services.addJob(tx, { kind: COUNT_TOGETHER, shopId: ALL_STORES, key, payload: { after: last.shopId } }),
    );
  if (failed.length === stores.length && failed.length > 0) throw failed[0];
};

export async function countStore(services: Pick<Services, 'db' | 'clock'>, shopId: ShopId): Promise<void> {
  const { db } = services;
  const { productIds, baskets } = await readBaskets(services, shopId);
  if (productIds.length === 0 && !(await hasCounted(db.read, shopId))) return;
  const together = countTogether(baskets, productIds.length);
  const named = ({ other, buyers, score }: GoesWith) => ({ otherId: productIds[other] ?? '', buyers, score });
  const bestSellers = together.bestSellers(KEPT * 2).map(named);
  await db.transaction((tx) => saveAlsoBought(tx, shopId, new Map([[ANYTHING, bestSellers]])));
  for (let start = 0; start < productIds.length; start += PRODUCTS_A_STEP) {
    const step = productIds.slice(start, start + PRODUCTS_A_STEP);
    const counted = new Map(step.map((id, index) => [id, together.of(start + index, KEPT).map(named)]));
    await db.transaction((tx) => saveAlsoBought(tx, shopId, counted));
    await setImmediate();
  }
  const known = new Set([ANYTHING, ...productIds]);
  for (let after: string | null = ''; after !== null; ) {
    const from: string = after;
    after = await db.transaction((tx) => dropUncounted(tx, shopId, { after: from, limit: 1_000, known }));
  }
}

/** Products by their numbers, and what each person bought of them. */
async function readBaskets(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  shopId: ShopId,
): Promise<{ productIds: string[]; baskets: Set<number>[] }> {
  const since = clock.now() - LOOKS_BACK;
  const numberOf = new Map<string, number>();
  const basketOf = new Map<string, Set<number>>();
  let purchases = 0;
  let before: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof boughtPage>> = await boughtPage(db.read, shopId, {
      before,
      limit: ORDERS_A_PAGE,
    });
    for (const { buyer, processedAt, productIds } of page.bought) {
      if (processedAt < since) continue;
      const basket = basketOf.get(buyer) ?? new Set();
      basketOf.set(buyer, basket);
      for (const id of productIds) {
        if (basket.size >= MOST_OF_ONE) break;
        const number = numberOf.get(id) ?? numberOf.size;
        numberOf.set(id, number);
        basket.add(number);
      }
      purchases += productIds.length;
    }
    before = page.last;
    await setImmediate();
  } while (before !== null && purchases < MOST_PURCHASES);
  return { productIds: [...numberOf.keys()], baskets: [...basketOf.values()] };
}
