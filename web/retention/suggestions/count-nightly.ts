/**
 * Counts once a day what goes with what. However long a store's past is, no more than the newest half a million purchases of the last year are
 * looked at, so memory and time have an end. A run that is cut off begins again; it writes only what has become different.
 */
import { setImmediate } from 'node:timers/promises';
import { boughtPage } from '../../mirror/orders/index.ts';
import { DAY } from '../../platform/kit/clock.ts';
import { ShopUnavailable } from '../../platform/kit/errors.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import type { JobHandler, Services } from '../../platform/manifest.ts';
import { installationOfShop } from '../../platform/shopify/find-installation.ts';
import { countTogether, type GoesWith } from './count-together.ts';
import { ANYTHING, dropUncounted, saveAlsoBought } from './store.ts';

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

export const countNightly: JobHandler = async (services, { shopId }) => {
  const store = await installationOfShop(services.db.read, shopId);
  // Without the app there is nobody to show it to: the schedule ends, and begins anew should the app come back.
  if (store === null || store.status === 'uninstalled') throw new ShopUnavailable('uninstalled');
  const { productIds, baskets } = await readBaskets(services, shopId);
  const together = countTogether(baskets, productIds.length);
  const named = ({ other, buyers, score }: GoesWith) => ({ otherId: productIds[other] ?? '', buyers, score });
  const { db } = services;
  await db.transaction((tx) =>
    saveAlsoBought(tx, shopId, new Map([[ANYTHING, together.bestSellers(KEPT * 2).map(named)]])),
  );
  for (let start = 0; start < productIds.length; start += PRODUCTS_A_STEP) {
    const step = productIds.slice(start, start + PRODUCTS_A_STEP);
    const counted = new Map(step.map((id, index) => [id, together.of(start + index, KEPT).map(named)]));
    await db.transaction((tx) => saveAlsoBought(tx, shopId, counted));
    await setImmediate();
  }
  const known = new Set([ANYTHING, ...productIds]);
  for (let after: string | null = ''; after !== null; ) {
    const from: string = after;
    after = await db.transaction((tx) => dropUncounted(tx, shopId, { after: from, limit: ORDERS_A_PAGE, known }));
  }
};

/** Products by their numbers, and what each person bought of them. */
async function readBaskets(
  { db, clock }: Services,
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
