/** `GET state`: what a store holds, with the names and enum values of the Admin GraphQL API and money as decimal text. */
import { reservedNamespace, type AppSide } from '../context.ts';
import { decimalText } from '../money.ts';
import { marketingState } from '../world/customers.ts';
import { currentLineTotal, currentTotals, lineTotal, paidAmount, refundedAmount } from '../world/order-state.ts';
import { creditOf } from '../world/store-credit.ts';
import { discountGid, discountStatus } from '../webhooks/render/discount.ts';
import type {
  Customer,
  Delivery,
  Discount,
  Fulfillment,
  Id,
  Metafield,
  Ms,
  Order,
  Product,
  Refund,
  Shop,
} from '../world/types.ts';

export function describeShop(shop: Shop, app: AppSide, now: Ms): Record<string, unknown> {
  const customers = [...shop.customers.values()].filter(({ mergedInto }) => mergedInto === null);
  for (const customer of customers) creditOf(customer, now);
  const spending = spendingByCustomer(shop);
  return {
    now: iso(now),
    shop: {
      id: gid('Shop', shop.id),
      name: shop.name,
      myshopifyDomain: shop.domain,
      email: shop.email,
      currencyCode: shop.currency,
      locale: shop.locale,
      ianaTimezone: shop.timeZone,
      taxesIncluded: shop.taxesIncluded,
      installed: shop.install !== null,
      scopes: shop.install?.scopes ?? [],
    },
    customers: customers.map((customer) => describeCustomer(shop, app, customer, spending.get(customer.id))),
    products: [...shop.products.values()].map((product) => describeProduct(shop, product)),
    orders: [...shop.orders.values()].map((order) => describeOrder(order)),
    discounts: [...shop.discounts.values()].map((discount) => describeDiscount(shop, discount, now)),
    giftCards: [...shop.giftCards.values()].map((card) => ({
      id: gid('GiftCard', card.id),
      balance: decimalText(card.balance, shop.currency),
      initialValue: decimalText(card.initial, shop.currency),
      customer: reference('Customer', card.customerId),
    })),
    appMetafields: metafieldsOf(shop, `gid://shopify/AppInstallation/${shop.install?.appInstallationId ?? ''}`),
    deliveries: shop.deliveries.map(describeDelivery),
    themeBlocks: shop.themeBlocks,
  };
}

const gid = (type: string, id: Id): string => `gid://shopify/${type}/${id}`;
const reference = (type: string, id: Id | null): { id: string } | null => (id === null ? null : { id: gid(type, id) });
const iso = (ms: Ms): string => new Date(ms).toISOString();
const isoOrNull = (ms: Ms | null): string | null => (ms === null ? null : iso(ms));

interface Spending {
  orders: number;
  spent: number;
}
function spendingByCustomer(shop: Shop): Map<Id, Spending> {
  const spending = new Map<Id, Spending>();
  for (const order of shop.orders.values()) {
    if (order.customerId === null) continue;
    const known = spending.get(order.customerId) ?? { orders: 0, spent: 0 };
    known.orders += 1;
    if (!order.test) known.spent += paidAmount(order) - refundedAmount(order);
    spending.set(order.customerId, known);
  }
  return spending;
}

function describeCustomer(shop: Shop, app: AppSide, customer: Customer, spending?: Spending): Record<string, unknown> {
  const own = reservedNamespace(app, '$app');
  const isApps = ({ namespace }: Metafield): boolean => namespace === own || namespace.startsWith(`${own}--`);
  return {
    id: gid('Customer', customer.id),
    email: customer.email,
    firstName: customer.firstName,
    lastName: customer.lastName,
    phone: customer.phone,
    state: customer.state.toUpperCase(),
    verifiedEmail: customer.verifiedEmail,
    locale: customer.locale,
    tags: customer.tags,
    note: customer.note,
    emailMarketingConsent: { marketingState: marketingState(customer) },
    numberOfOrders: String(spending?.orders ?? 0),
    amountSpent: decimalText(spending?.spent ?? 0, shop.currency),
    storeCredit: decimalText(customer.storeCredit, shop.currency),
    createdAt: iso(customer.createdAt),
    updatedAt: iso(customer.updatedAt),
    metafields: metafieldsOf(shop, gid('Customer', customer.id), isApps),
  };
}

function metafieldsOf(shop: Shop, owner: string, which: (metafield: Metafield) => boolean = () => true) {
  return [...(shop.metafields.get(owner)?.values() ?? [])].filter(which).map((metafield) => ({
    id: gid('Metafield', metafield.id),
    namespace: metafield.namespace,
    key: metafield.key,
    type: metafield.type,
    value: metafield.value,
    jsonValue: jsonValue(metafield),
    updatedAt: iso(metafield.updatedAt),
  }));
}

const textTypes = /^(single_line_text_field|multi_line_text_field|url|color|id|date|date_time|.*_reference)$/;
function jsonValue({ type, value }: Metafield): unknown {
  return textTypes.test(type) ? value : JSON.parse(value);
}

function describeProduct(shop: Shop, product: Product): Record<string, unknown> {
  return {
    id: gid('Product', product.id),
    title: product.title,
    handle: product.handle,
    vendor: product.vendor,
    productType: product.productType,
    tags: product.tags,
    status: product.status,
    isGiftCard: product.isGiftCard,
    variants: product.variants.map((variant) => ({
      id: gid('ProductVariant', variant.id),
      title: variant.title,
      sku: variant.sku,
      price: decimalText(variant.price, shop.currency),
      compareAtPrice: variant.compareAtPrice === null ? null : decimalText(variant.compareAtPrice, shop.currency),
      taxable: variant.taxable,
      inventoryQuantity: variant.inventory,
    })),
  };
}

const fulfillmentStatuses = {
  fulfilled: 'FULFILLED',
  partial: 'PARTIALLY_FULFILLED',
  restocked: 'UNFULFILLED',
} as const;

export function describeOrder(order: Order): Record<string, unknown> {
  const money = (minor: number): string => decimalText(minor, order.currency);
  const now = currentTotals(order);
  return {
    id: gid('Order', order.id),
    name: order.name,
    email: order.email,
    phone: order.phone,
    customer: reference('Customer', order.customerId),
    sourceName: order.sourceName,
    test: order.test,
    currencyCode: order.currency,
    presentmentCurrencyCode: order.presentmentCurrency,
    taxesIncluded: order.taxesIncluded,
    displayFinancialStatus: order.financialStatus.toUpperCase(),
    displayFulfillmentStatus:
      order.fulfillmentStatus === null ? 'UNFULFILLED' : fulfillmentStatuses[order.fulfillmentStatus],
    subtotalPrice: money(order.subtotal),
    totalShippingPrice: money(order.shipping - order.shippingDiscount),
    totalTax: money(order.totalTax),
    totalDiscounts: money(order.totalDiscounts),
    totalTipReceived: money(order.tip),
    totalPrice: money(order.total),
    currentSubtotalPrice: money(now.subtotal),
    currentTotalTax: money(now.tax),
    currentTotalPrice: money(now.total),
    totalReceived: money(paidAmount(order)),
    totalRefunded: money(refundedAmount(order)),
    discountCodes: order.discountCodes.map(({ code }) => code),
    createdAt: iso(order.createdAt),
    processedAt: iso(order.processedAt),
    updatedAt: iso(order.updatedAt),
    cancelledAt: isoOrNull(order.cancelledAt),
    cancelReason: order.cancelReason?.toUpperCase() ?? null,
    closedAt: isoOrNull(order.closedAt),
    note: order.note,
    tags: order.tags,
    customAttributes: order.noteAttributes.map(({ name, value }) => ({ key: name, value })),
    lines: order.lines.map((line) => ({
      id: gid('LineItem', line.id),
      title: line.title,
      sku: line.sku,
      product: reference('Product', line.productId),
      variant: reference('ProductVariant', line.variantId),
      quantity: line.quantity,
      currentQuantity: line.currentQuantity,
      unfulfilledQuantity: line.fulfillableQuantity,
      isGiftCard: line.giftCard,
      taxable: line.taxable,
      originalUnitPrice: money(line.price),
      discountedTotal: money(lineTotal(line)),
      currentDiscountedTotal: money(currentLineTotal(line)),
      totalTax: money(line.tax),
    })),
    transactions: order.transactions.map((transaction) => ({
      id: gid('OrderTransaction', transaction.id),
      kind: transaction.kind.toUpperCase(),
      status: transaction.status.toUpperCase(),
      amount: money(transaction.amount),
      gateway: transaction.gateway,
      processedAt: iso(transaction.processedAt),
    })),
    refunds: order.refunds.map((refund) => describeRefund(order, refund)),
    returns: order.returns.map((each) => ({ id: gid('Return', each.id), name: each.name, status: each.status })),
    fulfillments: order.fulfillments.map(describeFulfillment),
  };
}

function describeRefund(order: Order, refund: Refund): Record<string, unknown> {
  const money = (minor: number): string => decimalText(minor, order.currency);
  const returned = order.transactions.reduce(
    (sum, { id, amount }) => (refund.transactionIds.includes(id) ? sum + amount : sum),
    0,
  );
  return {
    id: gid('Refund', refund.id),
    createdAt: iso(refund.createdAt),
    note: refund.note,
    totalRefunded: money(returned),
    shipping: money(refund.shipping),
    refundLineItems: refund.lines.map((line) => ({
      lineItem: { id: gid('LineItem', line.lineId) },
      quantity: line.quantity,
      restockType: line.restock.toUpperCase(),
      subtotal: money(line.subtotal),
      totalTax: money(line.tax),
    })),
    return: reference('Return', refund.returnId),
  };
}

function describeFulfillment(fulfillment: Fulfillment): Record<string, unknown> {
  return {
    id: gid('Fulfillment', fulfillment.id),
    name: fulfillment.name,
    status: fulfillment.status.toUpperCase(),
    displayStatus:
      fulfillment.status === 'cancelled' ? 'CANCELED' : (fulfillment.shipmentStatus ?? 'fulfilled').toUpperCase(),
    trackingInfo: {
      company: fulfillment.company,
      number: fulfillment.numbers[0] ?? null,
      url: fulfillment.urls[0] ?? null,
      numbers: fulfillment.numbers,
      urls: fulfillment.urls,
    },
    createdAt: iso(fulfillment.createdAt),
    updatedAt: iso(fulfillment.updatedAt),
    fulfillmentLineItems: fulfillment.lines.map((line) => ({
      lineItem: { id: gid('LineItem', line.lineId) },
      quantity: line.quantity,
    })),
    events: fulfillment.events.map((event) => ({
      id: gid('FulfillmentEvent', event.id),
      status: event.status.toUpperCase(),
      message: event.message,
      city: event.city,
      country: event.country,
      happenedAt: iso(event.happenedAt),
      estimatedDeliveryAt: isoOrNull(event.estimatedDeliveryAt),
    })),
  };
}

function describeDiscount(shop: Shop, discount: Discount, now: Ms): Record<string, unknown> {
  return {
    id: discountGid(discount),
    title: discount.title,
    status: discountStatus(discount, now),
    codes: discount.codes.map(({ code, used }) => ({ code, asyncUsageCount: used })),
    kind: discount.kind,
    value: discount.kind === 'amount' ? decimalText(discount.value, shop.currency) : String(discount.value),
    customers: discount.customerIds?.map((id) => ({ id: gid('Customer', id) })) ?? null,
    minimumSubtotal: discount.minimumSubtotal === null ? null : decimalText(discount.minimumSubtotal, shop.currency),
    usageLimit: discount.usageLimit,
    appliesOncePerCustomer: discount.oncePerCustomer,
    startsAt: iso(discount.startsAt),
    endsAt: isoOrNull(discount.endsAt),
    tags: discount.tags,
  };
}

function describeDelivery(delivery: Delivery): Record<string, unknown> {
  return {
    id: delivery.id,
    eventId: delivery.eventId,
    topic: delivery.topic,
    status: delivery.status.toUpperCase(),
    triggeredAt: iso(delivery.triggeredAt),
    nextTryAt: isoOrNull(delivery.nextTryAt),
    duplicateOf: delivery.duplicateOf,
    tries: delivery.tries.map(({ at, ...rest }) => ({ ...rest, at: iso(at) })),
  };
}
