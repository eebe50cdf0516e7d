import type { Simulator } from '../context.ts';
import { viewCart } from '../storefront/cart-view.ts';
import { localise } from '../storefront/languages.ts';
import { renderInTheme } from '../storefront/page.ts';
import type { Id, Shop } from '../world/types.ts';

/** What a shopper would see of `application/liquid`: rendered in the store's theme, for that customer or a guest. */
export function renderProxyLiquid(simulator: Simulator, shop: Shop, liquid: string, customerId: Id | null): string {
  const customer = customerId === null ? null : (shop.customers.get(customerId) ?? null);
  const visit = {
    simulator,
    shop,
    customer,
    place: localise(shop, '/'),
    cart: viewCart(shop, null, customer, simulator.world.now()),
    query: new URLSearchParams(),
    origin: `https://${shop.domain}`,
  };
  return renderInTheme(visit, liquid, { template: 'page', layout: 'theme' }, true);
}
