/**
 * Products that go with what somebody bought: what other buyers of the same also bought. Where nothing is known of these products, what most
 * people buy in the store, which is said (`because`). Nothing that they have, that cannot be bought at present, or that the merchant left out.
 */
import type { Reader } from '../../../db/open.ts';
import { productsOfCustomer } from '../../mirror/orders/index.ts';
import { offerable } from '../../mirror/products/index.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import type { Services } from '../../platform/manifest.ts';
import { rankTogether } from './rank.ts';
import { ANYTHING, rowsOf } from './store.ts';

export interface SuggestionsFor {
  /** What was bought just now. */
  productIds: readonly string[];
  /** Whose other orders are looked at for what they have; null = nobody's. */
  customerId: string | null;
  /** At most so many. */
  limit: number;
  /** Never these. */
  never: readonly string[];
}

export interface Suggestion {
  productId: string;
  /** What one tap puts into the cart: the first variant that is there. */
  variantId: string;
  title: string;
  handle: string;
  imageUrl: string | null;
  /** Decimal, in the store's currency. */
  price: string;
  /** There are several to choose from: one tap leads to the choice. */
  choose: boolean;
  /** popular: it goes with nothing in particular, many buy it. The same for all of one answer. */
  because: 'bought_together' | 'popular';
}

/** Of so many orders of the customer, the latest: whatever was bought before them is long ago. */
const ORDERS_LOOKED_AT = 50;
/** Some are sold out or not published: so many are asked about for one that is shown. */
const SPARE = 5;

export async function suggest(
  services: Pick<Services, 'db'>,
  shopId: ShopId,
  wanted: SuggestionsFor,
): Promise<Suggestion[]> {
  const { read } = services.db;
  const { productIds, customerId, never, limit } = wanted;
  const owned = customerId === null ? [] : await productsOfCustomer(read, shopId, customerId, ORDERS_LOOKED_AT);
  const without = new Set([...productIds, ...owned, ...never]);
  const together = rankTogether(await rowsOf(read, shopId, productIds), without);
  const fitting = await onSale(read, shopId, together, limit, 'bought_together');
  if (fitting.length > 0) return fitting;
  const popular = rankTogether(await rowsOf(read, shopId, [ANYTHING]), without);
  return onSale(read, shopId, popular, limit, 'popular');
}

async function onSale(
  read: Reader,
  shopId: ShopId,
  ranked: readonly string[],
  limit: number,
  because: Suggestion['because'],
): Promise<Suggestion[]> {
  const asked = ranked.slice(0, limit * SPARE);
  const found = await offerable(read, shopId, asked);
  return asked
    .flatMap((productId) => {
      const product = found.get(productId);
      if (!product?.available) return [];
      const { variantId, title, handle, imageUrl, price, variants } = product;
      return [{ productId, variantId, title, handle, imageUrl, price, choose: variants > 1, because }];
    })
    .slice(0, limit);
}
