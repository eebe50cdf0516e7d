/** Which rewards Shopify lets the app make in a store: the merchant grants the rarer rights when adding such a reward. */
import type { Reader } from '../../../db/open.ts';
import { lackingFor } from '../../offers/discounts/index.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import { installationOfShop } from '../../platform/shopify/find-installation.ts';
import type { RewardKind } from '../programme/settings.ts';
import { offerKinds } from './offer-of.ts';

/** Kind of reward → scopes that are missing for it; empty = none. */
export async function lackingScopes(handle: Reader, shopId: ShopId): Promise<Map<RewardKind, string[]>> {
  const granted = (await installationOfShop(handle, shopId))?.scopes ?? [];
  return new Map(
    (Object.keys(offerKinds) as RewardKind[]).map((kind) => [kind, lackingFor(offerKinds[kind], granted)]),
  );
}

export async function makeable(handle: Reader, shopId: ShopId): Promise<Set<RewardKind>> {
  const lacking = await lackingScopes(handle, shopId);
  return new Set([...lacking].flatMap(([kind, scopes]) => (scopes.length === 0 ? [kind] : [])));
}
