import { createHash } from 'node:crypto';
import { createCustomer, customerByEmail, findCustomer } from './customers.ts';
import type { OrderInput, PricedOrder } from './order-input.ts';
import { beginStory } from './order-story.ts';
import { assertPayable, collect, createGiftCard, gatewayOf } from './payments.ts';
import { priceOrder } from './price-order.ts';
import { NotAllowed } from './refusals.ts';
import type { Customer, Order, OrderLine, Shop, World } from './types.ts';

/**
 * Places an order. Announces what Shopify would: `customers/create` for a new customer, `orders/create`,
 * `order_transactions/create`, and `orders/paid` when it is paid. Throws NotAllowed for what a checkout refuses.
 */
export function placeOrder(world: World, shop: Shop, input: OrderInput): Order {
  const at = input.at ?? world.now();
  if (at > world.now()) throw new NotAllowed('an order cannot be placed in the future');
  const known = knownCustomer(shop, input);
  const priced = priceOrder(shop, input, known?.id ?? null, at);
  const [refused] = priced.refused;
  if (refused) throw new NotAllowed(`discount code ${refused.code} is refused: ${refused.reason}`);
  const gateway = gatewayOf(input.payWith ?? 'card');
  const paid = input.paid ?? true;
  if (paid) assertPayable(shop, known, priced.total, gateway, at, input.giftCardCode);
  assertCurrency(shop, input);

  const customer = known ?? newCustomer(world, shop, input, at);
  const order = makeOrder(world, shop, input, priced, { customer, gateway, at });
  shop.orders.set(order.id, order);
  for (const use of priced.used) countUse(shop, use.discountId, use.code, customer);

  const story = beginStory(world, shop, order, { announce: input.announce ?? 'all', isNew: true, at });
  story.tell('orders/create', order);
  if (paid) {
    collect(shop, order, story, order.total, {
      gateway,
      ...(input.giftCardCode && { giftCardCode: input.giftCardCode }),
    });
    story.tell('orders/paid', order);
    issueGiftCards(world, shop, order);
  } else if (order.total > 0) {
    story.transact({ kind: 'sale', status: 'pending', amount: order.total, gateway });
  }
  story.end();
  return order;
}

function knownCustomer(shop: Shop, input: OrderInput): Customer | null {
  if (input.nobody) return null;
  if (input.customerId) return findCustomer(shop, input.customerId);
  return input.email ? customerByEmail(shop, input.email) : null;
}

/** An address is enough for Shopify to make a customer. */
function newCustomer(world: World, shop: Shop, input: OrderInput, at: number): Customer | null {
  if (input.nobody || (!input.email && !input.phone)) return null;
  return createCustomer(world, shop, {
    email: input.email ?? null,
    phone: input.phone ?? null,
    firstName: input.shippingAddress?.firstName ?? null,
    lastName: input.shippingAddress?.lastName ?? null,
    defaultAddress: input.shippingAddress ?? null,
    locale: input.locale ?? shop.locale,
    at,
    announce:
      input.announce === undefined ||
      input.announce === 'all' ||
      (input.announce !== 'none' && input.announce.includes('customers/create')),
  });
}

function assertCurrency(shop: Shop, input: OrderInput): void {
  const rate = input.exchangeRate;
  const foreign = input.presentmentCurrency !== undefined && input.presentmentCurrency !== shop.currency;
  if (foreign && rate === undefined) throw new NotAllowed(`${input.presentmentCurrency} needs an exchangeRate`);
  if (rate !== undefined && !(rate > 0 && Number.isFinite(rate))) throw new NotAllowed('exchangeRate must be above 0');
  for (const amount of [input.shipping, input.tip, input.duties, input.shippingTax]) {
    if (amount !== undefined && !(Number.isSafeInteger(amount) && amount >= 0)) {
      throw new NotAllowed('shipping, tip and duties cannot be negative');
    }
  }
}

function makeOrder(
  world: World,
  shop: Shop,
  input: OrderInput,
  priced: PricedOrder,
  { customer, gateway, at }: { customer: Customer | null; gateway: string; at: number },
): Order {
  const id = world.nextId();
  const number = shop.nextOrderNumber;
  shop.nextOrderNumber += 1;
  return {
    id,
    name: `#${number}`,
    number,
    token: input.cartToken ?? createHash('md5').update(`${shop.domain}/${id}`).digest('hex'),
    customerId: customer?.id ?? null,
    email: input.email ?? customer?.email ?? null,
    phone: input.phone ?? customer?.phone ?? null,
    locale: input.locale ?? customer?.locale ?? shop.locale,
    sourceName: input.source ?? 'web',
    company: input.company ?? null,
    currency: shop.currency,
    presentmentCurrency: input.presentmentCurrency ?? shop.currency,
    exchangeRate: input.exchangeRate ?? 1,
    taxesIncluded: input.taxesIncluded ?? shop.taxesIncluded,
    test: input.test ?? false,
    financialStatus: 'pending',
    fulfillmentStatus: null,
    lines: priced.lines.map((line) => makeLine(world, line, false)),
    shipping: input.shipping ?? 0,
    shippingDiscount: priced.shippingDiscount,
    shippingTitle: input.shippingTitle ?? (input.shipping ? 'Standard' : null),
    shippingTax: input.shippingTax ?? 0,
    duties: input.duties ?? 0,
    tip: input.tip ?? 0,
    discountCodes: priced.discountCodes,
    discountApplications: priced.applications,
    noteAttributes: input.noteAttributes ?? [],
    note: input.note ?? null,
    tags: [...(input.tags ?? [])],
    shippingAddress: input.shippingAddress ?? customer?.defaultAddress ?? null,
    gateway,
    transactions: [],
    refunds: [],
    returns: [],
    fulfillments: [],
    subtotal: priced.subtotal,
    totalTax: priced.totalTax,
    totalDiscounts: priced.totalDiscounts,
    total: priced.total,
    createdAt: at,
    processedAt: at,
    updatedAt: at,
    cancelledAt: null,
    cancelReason: null,
    closedAt: null,
  };
}

export function makeLine(world: World, line: PricedOrder['lines'][number], addedLater: boolean): OrderLine {
  return {
    id: world.nextId(),
    productId: line.productId,
    variantId: line.variantId,
    title: line.title,
    variantTitle: line.variantTitle,
    sku: line.sku,
    vendor: line.vendor,
    price: line.price,
    quantity: line.quantity,
    currentQuantity: line.quantity,
    fulfillableQuantity: line.requiresShipping ? line.quantity : 0,
    giftCard: line.giftCard,
    taxable: line.taxable,
    requiresShipping: line.requiresShipping,
    tax: line.tax,
    taxRate: line.taxRate,
    allocations: line.allocations,
    properties: line.input.properties ?? [],
    addedLater,
  };
}

function countUse(shop: Shop, discountId: string, code: string | null, customer: Customer | null): void {
  const discount = shop.discounts.get(discountId);
  if (!discount) return;
  const used = discount.codes.find((each) => each.code === code);
  if (used) used.used += 1;
  if (customer) discount.usedBy.push(customer.id);
}

/** A gift card that was bought is issued to the buyer as soon as it is paid. */
export function issueGiftCards(world: World, shop: Shop, order: Order): void {
  for (const line of order.lines) {
    if (!line.giftCard || line.price === 0) continue;
    for (let unit = 0; unit < line.quantity; unit += 1) {
      createGiftCard(world, shop, {
        initial: line.price,
        customerId: order.customerId,
        note: `Bought with ${order.name}`,
      });
    }
  }
}
