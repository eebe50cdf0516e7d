import { Unknown, NotAllowed } from './refusals.ts';
import type { LineInput, PricedLine } from './order-input.ts';
import type { Product, Shop, Variant } from './types.ts';

export function findVariant(shop: Shop, by: { variantId?: string; sku?: string }): [Product, Variant] | null {
  for (const product of shop.products.values()) {
    for (const variant of product.variants) {
      if (by.variantId !== undefined ? variant.id === by.variantId : variant.sku === by.sku) return [product, variant];
    }
  }
  return null;
}

/** A line with its price and what the catalogue knows of it; discounts and tax come later. */
export function priceLine(shop: Shop, input: LineInput): PricedLine {
  if (!Number.isInteger(input.quantity) || input.quantity < 1) throw new NotAllowed('quantity must be 1 or more');
  const found = input.variantId !== undefined || input.sku !== undefined ? findVariant(shop, input) : null;
  if (input.variantId !== undefined && !found) throw new Unknown(`no variant ${input.variantId}`);
  const [product, variant] = found ?? [null, null];
  const price = input.price ?? variant?.price;
  if (price === undefined) {
    throw input.sku !== undefined && input.title === undefined
      ? new Unknown(`no variant with SKU ${input.sku}`)
      : new NotAllowed('a line needs a variant, a known SKU, or a title and a price');
  }
  if (price < 0) throw new NotAllowed('a price cannot be negative');
  const giftCard = input.giftCard ?? product?.isGiftCard ?? false;
  return {
    input,
    productId: product?.id ?? null,
    variantId: variant?.id ?? null,
    title: input.title ?? product?.title ?? input.sku ?? 'Custom item',
    variantTitle: variant && variant.title !== 'Default Title' ? variant.title : null,
    sku: variant?.sku ?? input.sku ?? null,
    vendor: product?.vendor ?? null,
    price,
    quantity: input.quantity,
    giftCard,
    // Gift cards are never taxed when sold.
    taxable: giftCard ? false : (input.taxable ?? variant?.taxable ?? true),
    requiresShipping: input.requiresShipping ?? !giftCard,
    tax: 0,
    taxRate: 0,
    allocations: [],
  };
}
