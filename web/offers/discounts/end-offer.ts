/** A code that nobody shall use any more. */
import { gid, type ShopId } from '../../platform/kit/ids.ts';
import type { Services } from '../../platform/manifest.ts';
import { codeUsage, deactivateCode } from './operations.ts';
import { findOffer, markEnded } from './store.ts';

/** From now on Shopify takes it no more. Throws when that is not certain. */
export async function endOffer(services: Services, shopId: ShopId, id: string): Promise<void> {
  const offer = await findOffer(services.db.read, shopId, id);
  if (!offer?.shopifyId || offer.state !== 'made') return;
  const { discountCodeDeactivate: ended } = await services.shopify.graphql(shopId, deactivateCode, {
    id: gid('DiscountCodeNode', offer.shopifyId),
  });
  // One that is not there any more, because the merchant has deleted it, has ended too.
  if (ended === null || (ended.codeDiscountNode === null && ended.userErrors.length === 0))
    throw new Error('Shopify did not say that the code has ended');
  await services.db.transaction((tx) => markEnded(tx, shopId, id));
}

/** How often it was used, as far as Shopify has counted; of one that is not there any more nobody knows, and 0 is answered. */
export async function offerUsage(services: Services, shopId: ShopId, id: string): Promise<number> {
  const offer = await findOffer(services.db.read, shopId, id);
  if (!offer?.shopifyId) return 0;
  const { node } = await services.shopify.graphql(shopId, codeUsage, {
    id: gid('DiscountCodeNode', offer.shopifyId),
  });
  return node?.codeDiscount.asyncUsageCount ?? 0;
}
