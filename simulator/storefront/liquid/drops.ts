/**
 * What Liquid sees of the store: products, collections, customers and their orders. Prices are hundredths; ids are BigInt,
 * because they are above 2^53 and Liquid's whole numbers are exact.
 */
import { currentTotals, lineTotal } from '../../world/order-state.ts';
import type { Collection, Customer, Metafield, Order, OrderLine, Product, Shop, Variant } from '../../world/types.ts';
import { parseExact } from './exact-json.ts';
import { hundredths } from './money-format.ts';

export interface DropContext {
  shop: Shop;
  /** `/` or `/vi`: what storefront addresses begin with; without the slash at the end. */
  root: string;
  /** `app--<id>` where `$app` may be used (inside the app's own blocks), else null. */
  ownNamespace: string | null;
}

export type Drop = Record<string, unknown>;

export function metafieldsDrop(context: DropContext, ownerGid: string): Record<string, Drop> {
  const drop: Record<string, Drop> = {};
  for (const metafield of context.shop.metafields.get(ownerGid)?.values() ?? []) {
    for (const namespace of namesOf(metafield.namespace, context.ownNamespace)) {
      drop[namespace] ??= {};
      drop[namespace][metafield.key] = { type: metafield.type, value: typedValue(metafield) };
    }
  }
  return drop;
}
/** `app--1--sub` is also `$app:sub` for the app that owns it. */
function namesOf(namespace: string, own: string | null): string[] {
  if (own === null) return [namespace];
  if (namespace === own) return [namespace, '$app'];
  return namespace.startsWith(`${own}--`) ? [namespace, `$app:${namespace.slice(own.length + 2)}`] : [namespace];
}
/** `.value`: text as it is, everything else parsed to what its type says. */
function typedValue({ type, value }: Metafield): unknown {
  if (type === 'boolean') return value === 'true';
  if (type === 'number_integer' || type === 'number_decimal') return Number(value);
  return type === 'json' || type.startsWith('list.') ? parseExact(value) : value;
}

export function productDrop(context: DropContext, product: Product, selected?: Variant): Drop {
  const { shop, root } = context;
  const url = `${root}/products/${product.handle}`;
  const image = product.image ? imageDrop(product) : null;
  const variants = product.variants.map((variant) => variantDrop(context, product, variant));
  const prices = product.variants.map((variant) => hundredths(variant.price, shop.currency));
  const first = product.variants.find(sellable) ?? product.variants[0];
  const chosen = selected ?? first;
  return {
    id: BigInt(product.id),
    title: product.title,
    handle: product.handle,
    description: product.descriptionHtml,
    content: product.descriptionHtml,
    vendor: product.vendor,
    type: product.productType,
    tags: product.tags,
    url,
    available: product.variants.some(sellable),
    price: Math.min(...prices),
    price_min: Math.min(...prices),
    price_max: Math.max(...prices),
    price_varies: new Set(prices).size > 1,
    compare_at_price: first?.compareAtPrice ? hundredths(first.compareAtPrice, shop.currency) : null,
    'gift_card?': product.isGiftCard,
    gift_card: product.isGiftCard,
    featured_image: image,
    featured_media: image,
    images: image ? [image] : [],
    variants,
    has_only_default_variant: product.variants.length === 1,
    first_available_variant: first ? variantDrop(context, product, first) : null,
    selected_or_first_available_variant: chosen ? variantDrop(context, product, chosen) : null,
    collections: [...shop.collections.values()]
      .filter(({ productIds }) => productIds.includes(product.id))
      .map(({ id, title, handle }) => ({ id: BigInt(id), title, handle, url: `${root}/collections/${handle}` })),
    metafields: metafieldsDrop(context, `gid://shopify/Product/${product.id}`),
  };
}
const imageDrop = (product: Product): Drop => ({
  src: product.image,
  alt: product.title,
  width: 800,
  height: 800,
  aspect_ratio: 1,
});
export const sellable = (variant: Variant): boolean => variant.inventory === null || variant.inventory > 0;

export function variantDrop({ shop, root }: DropContext, product: Product, variant: Variant): Drop {
  return {
    id: BigInt(variant.id),
    title: variant.title,
    sku: variant.sku,
    price: hundredths(variant.price, shop.currency),
    compare_at_price: variant.compareAtPrice === null ? null : hundredths(variant.compareAtPrice, shop.currency),
    available: sellable(variant),
    inventory_quantity: variant.inventory ?? 0,
    taxable: variant.taxable,
    url: `${root}/products/${product.handle}?variant=${variant.id}`,
    product: { id: BigInt(product.id), title: product.title, handle: product.handle },
  };
}

export function collectionDrop(context: DropContext, collection: Collection): Drop {
  const products = collection.productIds.flatMap((id) => {
    const product = context.shop.products.get(id);
    return product?.status === 'ACTIVE' ? [productDrop(context, product)] : [];
  });
  return {
    id: BigInt(collection.id),
    title: collection.title,
    handle: collection.handle,
    url: `${context.root}/collections/${collection.handle}`,
    products,
    products_count: products.length,
    all_products_count: products.length,
  };
}

export function customerDrop(context: DropContext, customer: Customer): Drop {
  const { shop } = context;
  const orders = [...shop.orders.values()]
    .filter(({ customerId }) => customerId === customer.id)
    .sort((one, other) => other.processedAt - one.processedAt);
  const lastOrder = orders.find(({ test }) => !test);
  return {
    id: BigInt(customer.id),
    email: customer.email,
    first_name: customer.firstName,
    last_name: customer.lastName,
    name: [customer.firstName, customer.lastName].filter(Boolean).join(' '),
    phone: customer.phone,
    tags: customer.tags,
    accepts_marketing: customer.acceptsMarketing,
    has_account: customer.state === 'enabled',
    default_address: customer.defaultAddress && addressDrop(customer.defaultAddress),
    addresses: customer.defaultAddress ? [addressDrop(customer.defaultAddress)] : [],
    orders: orders.slice(0, 250).map((order) => orderDrop(context, order)),
    orders_count: orders.length,
    last_order: lastOrder ? orderDrop(context, lastOrder) : null,
    total_spent: orders.reduce((sum, order) => sum + hundredths(currentTotals(order).total, shop.currency), 0),
    store_credit_account: { balance: hundredths(customer.storeCredit, shop.currency) },
    metafields: metafieldsDrop(context, `gid://shopify/Customer/${customer.id}`),
  };
}
const addressDrop = (address: NonNullable<Customer['defaultAddress']>): Drop => ({
  first_name: address.firstName,
  last_name: address.lastName,
  address1: address.address1,
  city: address.city,
  province: address.province,
  zip: address.zip,
  phone: address.phone,
  country: { name: address.country, iso_code: address.countryCode },
});

export function orderDrop(context: DropContext, order: Order): Drop {
  const cents = (minor: number) => hundredths(minor, order.currency);
  const current = currentTotals(order);
  return {
    id: BigInt(order.id),
    name: order.name,
    order_number: order.number,
    email: order.email,
    created_at: new Date(order.processedAt).toISOString(),
    cancelled: order.cancelledAt !== null,
    cancelled_at: order.cancelledAt === null ? null : new Date(order.cancelledAt).toISOString(),
    cancel_reason: order.cancelReason,
    financial_status: order.financialStatus,
    financial_status_label: order.financialStatus,
    fulfillment_status: order.fulfillmentStatus ?? 'unfulfilled',
    customer_url: `${context.root}/account/orders/${order.token}`,
    order_status_url: `${context.root}/orders/${order.token}`,
    line_items: order.lines.map((line) => lineDrop(context, order, line)),
    line_items_subtotal_price: cents(order.lines.reduce((sum, line) => sum + lineTotal(line), 0)),
    subtotal_price: cents(order.subtotal),
    shipping_price: cents(order.shipping - order.shippingDiscount),
    shipping_title: order.shippingTitle,
    tax_price: cents(order.totalTax),
    taxes_included: order.taxesIncluded,
    total_discounts: cents(order.totalDiscounts),
    total_price: cents(order.total),
    total_net_amount: cents(current.total),
    total_refunded_amount: cents(order.total) - cents(current.total),
    discount_applications: order.discountApplications.map(({ code, title }) => ({ title: code ?? title })),
    shipping_address: order.shippingAddress && addressDrop(order.shippingAddress),
    note: order.note,
    fulfillments: order.fulfillments.map((fulfillment) => ({
      status: fulfillment.status,
      tracking_company: fulfillment.company,
      tracking_number: fulfillment.numbers[0] ?? null,
      tracking_numbers: fulfillment.numbers,
      tracking_url: fulfillment.urls[0] ?? null,
      tracking_urls: fulfillment.urls,
      shipment_status: fulfillment.shipmentStatus,
      created_at: new Date(fulfillment.createdAt).toISOString(),
      events: fulfillment.events.map((event) => ({
        status: event.status,
        message: event.message,
        city: event.city,
        happened_at: new Date(event.happenedAt).toISOString(),
      })),
    })),
  };
}

function lineDrop({ shop, root }: DropContext, order: Order, line: OrderLine): Drop {
  const product = line.productId === null ? undefined : shop.products.get(line.productId);
  return {
    id: BigInt(line.id),
    title: line.title,
    variant_title: line.variantTitle,
    sku: line.sku,
    quantity: line.quantity,
    current_quantity: line.currentQuantity,
    original_price: hundredths(line.price, order.currency),
    original_line_price: hundredths(line.price * line.quantity, order.currency),
    final_line_price: hundredths(lineTotal(line), order.currency),
    image: product?.image ?? null,
    url: product ? `${root}/products/${product.handle}` : null,
    gift_card: line.giftCard,
  };
}

/** All products that the storefront sells, as one collection. */
export function everything(context: DropContext, title: string): Drop {
  const products = [...context.shop.products.values()].filter(({ status }) => status === 'ACTIVE');
  return {
    id: 0,
    title,
    handle: 'all',
    url: `${context.root}/collections/all`,
    products: products.map((product) => productDrop(context, product)),
    products_count: products.length,
    all_products_count: products.length,
  };
}
