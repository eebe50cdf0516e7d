import { once } from '../../../db/once.ts';
import type { Tx } from '../../../db/open.ts';
import type { ShopId } from '../../platform/kit/ids.ts';

/** The store as Shopify describes it. */
export interface Shop {
  shopId: ShopId;
  name: string;
  /** ISO 4217. */
  currency: string;
  /** IANA name. */
  timeZone: string;
  taxesIncluded: boolean;
  plan: string;
  /** Where it is: ISO 3166-1 alpha-2; null = not told yet. */
  country: string | null;
  /** What stands around the number in an order's name: `#` and nothing, unless the merchant wants it otherwise. Null = not told yet. */
  orderPrefix: string | null;
  orderSuffix: string | null;
  /** Digits. */
  shopifyId: string;
}

export const findShop = once(async (handle, shopId): Promise<Shop | null> => {
  const row = await handle.selectFrom('shops').selectAll().where('shop_id', '=', shopId).executeTakeFirst();
  if (!row) return null;
  return {
    shopId,
    name: row.name,
    currency: row.currency,
    timeZone: row.time_zone,
    taxesIncluded: row.taxes_included === 1,
    plan: row.plan,
    country: row.country,
    orderPrefix: row.order_prefix,
    orderSuffix: row.order_suffix,
    shopifyId: row.shopify_id,
  };
});

/** True when something is different from before. */
export async function saveShop(tx: Tx, shop: Shop, readAt: number): Promise<boolean> {
  const before = await findShop(tx, shop.shopId);
  const values = {
    name: shop.name,
    currency: shop.currency,
    time_zone: shop.timeZone,
    taxes_included: shop.taxesIncluded ? 1 : 0,
    plan: shop.plan,
    country: shop.country,
    order_prefix: shop.orderPrefix,
    order_suffix: shop.orderSuffix,
    shopify_id: shop.shopifyId,
    read_at: readAt,
  };
  await tx
    .insertInto('shops')
    .values({ shop_id: shop.shopId, ...values })
    .onConflict((conflict) => conflict.column('shop_id').doUpdateSet(values))
    .execute();
  return JSON.stringify(before) !== JSON.stringify(shop);
}
