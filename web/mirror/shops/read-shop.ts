import { idDigits, type ShopId } from '../../platform/kit/ids.ts';
import type { Services } from '../../platform/manifest.ts';
import { shopOperation } from './operations.ts';
import { findShop, saveShop, type Shop } from './store.ts';

/** Asks Shopify how the store is set up now, keeps it, and tells the others when something has changed. */
export async function readShop(services: Services, shopId: ShopId): Promise<Shop> {
  const { db, clock, shopify, emit } = services;
  const answer = (await shopify.graphql(shopId, shopOperation, {})).shop;
  const shop: Shop = {
    shopId,
    name: answer.name,
    currency: answer.currencyCode,
    timeZone: answer.ianaTimezone,
    taxesIncluded: answer.taxesIncluded,
    plan: answer.plan.publicDisplayName,
    country: answer.shopAddress.countryCodeV2,
    orderPrefix: answer.orderNumberFormatPrefix,
    orderSuffix: answer.orderNumberFormatSuffix,
    shopifyId: idDigits(answer.id) ?? '',
  };
  await db.transaction(async (tx) => {
    const changed = await saveShop(tx, shop, clock.now());
    if (changed) await emit(tx, { name: 'shop.changed', shopId, key: 'shop' });
  });
  return shop;
}

/** The store as we know it; asks Shopify when this is the first time. Never inside a transaction. */
export async function knownShop(services: Services, shopId: ShopId): Promise<Shop> {
  return (await findShop(services.db.read, shopId)) ?? readShop(services, shopId);
}
