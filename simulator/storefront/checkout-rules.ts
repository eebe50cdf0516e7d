/** What the simulated checkout charges besides the goods, by the store's currency and country. Not Shopify's rates. */
import { currencyDecimals } from '../money.ts';
import type { Minor, Shop } from '../world/types.ts';

export interface ShippingMethod {
  id: 'standard' | 'express' | 'free';
  price: Minor;
}

const known: Record<string, { standard: Minor; express: Minor; freeFrom: Minor }> = {
  USD: { standard: 795, express: 1895, freeFrom: 9900 },
  VND: { standard: 30_000, express: 55_000, freeFrom: 400_000 },
};

/** Cheapest first; from `freeFrom` on (after discounts on goods) the standard one costs nothing. */
export function shippingMethods(shop: Shop, subtotal: Minor): ShippingMethod[] {
  const unit = 10 ** currencyDecimals(shop.currency);
  const rates = known[shop.currency] ?? { standard: 5 * unit, express: 15 * unit, freeFrom: 100 * unit };
  return [
    subtotal >= rates.freeFrom ? { id: 'free', price: 0 } : { id: 'standard', price: rates.standard },
    { id: 'express', price: rates.express },
  ];
}

/** Sales tax of the store's own country, the same as in the demo stores' history. */
export function taxRate(shop: Shop): number {
  return { VN: 0.08, US: 0.08 }[shop.country] ?? 0;
}

export type PaymentMethod = 'card' | 'cod' | 'giftCard' | 'storeCredit';
/** Cash at the door comes first where most parcels are paid so. */
export function paymentMethods(shop: Shop, storeCredit: Minor): PaymentMethod[] {
  const usual: PaymentMethod[] = shop.country === 'VN' ? ['cod', 'card'] : ['card', 'cod'];
  return [...usual, 'giftCard', ...(storeCredit > 0 ? (['storeCredit'] as const) : [])];
}
