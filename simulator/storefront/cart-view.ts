/** A shopper's basket with its prices: what the cart page, `cart.js` and the checkout show. */
import { priceOrder, type PricedWithRefusals } from '../world/price-order.ts';
import { findVariant } from '../world/price-lines.ts';
import type { Cart, Customer, Id, Ms, Product, Shop, Variant } from '../world/types.ts';
import { type Drop, type DropContext, productDrop, variantDrop } from './liquid/drops.ts';
import { hundredths } from './liquid/money-format.ts';

export interface CartView {
  cart: Cart | null;
  lines: { product: Product; variant: Variant; quantity: number; properties: Record<string, string> }[];
  /** null while the basket is empty. */
  priced: PricedWithRefusals | null;
}

/** Variants that are gone are left out. Shipping is unknown until the checkout. */
export function viewCart(shop: Shop, cart: Cart | null, customer: Customer | null, now: Ms): CartView {
  const lines = (cart?.lines ?? []).flatMap(({ variantId, quantity, properties }) => {
    const found = findVariant(shop, { variantId });
    return found ? [{ product: found[0], variant: found[1], quantity, properties }] : [];
  });
  const priced = lines.length === 0 ? null : priceOrder(shop, cartOrder(cart, lines), customer?.id ?? null, now);
  return { cart, lines, priced };
}

export function cartOrder(cart: Cart | null, lines: CartView['lines']) {
  return {
    lines: lines.map(({ variant, quantity, properties }) => ({
      variantId: variant.id,
      quantity,
      properties: Object.entries(properties).map(([name, value]) => ({ name, value })),
    })),
    discountCodes: cart?.discountCodes ?? [],
    automaticDiscounts: true,
  };
}

export function cartDrop(context: DropContext, view: CartView): Drop {
  const { currency } = context.shop;
  const cents = (minor: number) => hundredths(minor, currency);
  const items = view.lines.map((line, index) => {
    const parts = view.priced?.lines[index]?.allocations ?? [];
    const off = parts.reduce((sum, { amount }) => sum + amount, 0);
    const full = line.variant.price * line.quantity;
    return {
      id: BigInt(line.variant.id),
      key: `${line.variant.id}:${index + 1}`,
      index: index + 1,
      title:
        line.variant.title === 'Default Title' ? line.product.title : `${line.product.title} - ${line.variant.title}`,
      quantity: line.quantity,
      price: cents(line.variant.price),
      original_price: cents(line.variant.price),
      line_price: cents(full),
      original_line_price: cents(full),
      final_line_price: cents(full - off),
      final_price: Math.round(cents(full - off) / line.quantity),
      total_discount: cents(off),
      discounts: parts.map(({ application, amount }) => ({
        title: titleOf(view.priced?.applications[application]),
        amount: cents(amount),
      })),
      sku: line.variant.sku,
      vendor: line.product.vendor,
      properties: line.properties,
      image: line.product.image,
      url: `${context.root}/products/${line.product.handle}?variant=${line.variant.id}`,
      product_id: BigInt(line.product.id),
      variant_id: BigInt(line.variant.id),
      variant_title: line.variant.title,
      product_title: line.product.title,
      gift_card: line.product.isGiftCard,
      requires_shipping: !line.product.isGiftCard,
      product: productDrop(context, line.product, line.variant),
      variant: variantDrop(context, line.product, line.variant),
    };
  });
  const original = items.reduce((sum, item) => sum + item.original_line_price, 0);
  const total = view.priced ? cents(view.priced.subtotal) : 0;
  return {
    items,
    item_count: items.reduce((sum, item) => sum + item.quantity, 0),
    original_total_price: original,
    items_subtotal_price: original,
    total_price: total,
    total_discount: original - total,
    note: view.cart?.note ?? null,
    attributes: view.cart?.attributes ?? {},
    currency: { iso_code: currency },
    discount_codes: discountCodes(view),
    discount_applications: (view.priced?.applications ?? []).map((application) => ({
      title: titleOf(application),
      type: application.type,
    })),
    cart_level_discount_applications: [],
    requires_shipping: items.some((item) => item.requires_shipping),
    taxes_included: context.shop.taxesIncluded,
    'empty?': items.length === 0,
  };
}

const titleOf = (application: { code: string | null; title: string } | undefined): string =>
  application?.code ?? application?.title ?? '';

/** Every code that stands in the basket, and whether it applies now. */
export function discountCodes(view: CartView): { code: string; applicable: boolean }[] {
  const refused = new Set(view.priced?.refused.map(({ code }) => code.toLowerCase()));
  return (view.cart?.discountCodes ?? []).map((code) => ({ code, applicable: !refused.has(code.toLowerCase()) }));
}

export function variantInCart(cart: Cart, variantId: Id): Cart['lines'][number] | undefined {
  return cart.lines.find((line) => line.variantId === variantId && Object.keys(line.properties).length === 0);
}
