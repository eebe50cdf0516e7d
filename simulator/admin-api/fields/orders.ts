import type { GraphQLResolveInfo } from 'graphql';
import { currentTotals, outstanding, paidAmount, refundedAmount, refundedShipping } from '../../world/order-state.ts';
import { isManualGateway } from '../../world/payments.ts';
import { statusUrl } from '../../webhooks/render/order.ts';
import type { Order, Transaction } from '../../world/types.ts';
import { connection, pagesOf, type SortValue } from '../connection.ts';
import type { AdminContext, Fields, ListArgs } from '../context.ts';
import { dateTime, gid } from '../gid.ts';
import { decimalAmount, moneyBag } from '../money.ts';
import { notSimulated } from '../refusals.ts';
import { search, type Searchable } from '../search.ts';
import { findCustomer } from './visible.ts';
import { discountApplication } from './discount-applications.ts';
import { mailingAddress } from './mailing-address.ts';
import { shippingLineNode } from './refunds.ts';
import { metafieldFields } from './metafields.ts';

const dateOrNull = (ms: number | null) => (ms === null ? null : dateTime(ms));

export function orderNode(context: AdminContext, order: Order): Fields {
  const id = gid('Order', order.id);
  return {
    __typename: 'Order',
    id,
    legacyResourceId: order.id,
    name: order.name,
    number: order.number,
    confirmationNumber: order.token.slice(0, 9).toUpperCase(),
    email: order.email,
    phone: order.phone,
    note: order.note,
    tags: order.tags.toSorted(),
    test: order.test,
    confirmed: true,
    customAttributes: order.noteAttributes.map(({ name, value }) => ({ key: name, value })),
    customerLocale: order.locale,
    sourceName: order.sourceName,
    currencyCode: order.currency,
    presentmentCurrencyCode: order.presentmentCurrency,
    taxesIncluded: order.taxesIncluded,
    statusPageUrl: () => statusUrl(context.shop.domain, context.shop.id, order),
    ...moments(order),
    ...statuses(order),
    ...amounts(order),
    customer: () => {
      const customer = findCustomer(context, order.customerId);
      return customer && context.nodes.customer(context, customer);
    },
    purchasingEntity: () => purchasingEntity(context, order),
    shippingAddress: () => mailingAddress(order.shippingAddress, order.id),
    billingAddress: () => mailingAddress(order.shippingAddress, order.id),
    discountCode: order.discountCodes[0]?.code ?? null,
    discountCodes: order.discountCodes.map(({ code }) => code),
    ...metafieldFields(context, id),
    ...parts(context, order),
  };
}

function moments(order: Order): Fields {
  return {
    createdAt: dateTime(order.createdAt),
    processedAt: dateTime(order.processedAt),
    updatedAt: dateTime(order.updatedAt),
    cancelledAt: dateOrNull(order.cancelledAt),
    closedAt: dateOrNull(order.closedAt),
    cancelReason: order.cancelReason?.toUpperCase() ?? null,
    cancellation: order.cancelledAt === null ? null : { staffNote: null },
    closed: order.closedAt !== null,
    edited: order.lines.some((line) => line.addedLater),
  };
}

const FULFILLMENT_STATUSES = { fulfilled: 'FULFILLED', partial: 'PARTIALLY_FULFILLED', restocked: 'RESTOCKED' };

function statuses(order: Order): Fields {
  const paid = paidAmount(order);
  const gateways = [...new Set(order.transactions.map(({ gateway }) => gateway))];
  const units = order.lines.reduce((sum, line) => sum + line.quantity, 0);
  const open = order.returns.some(({ status }) => status === 'OPEN');
  return {
    displayFinancialStatus: order.financialStatus.toUpperCase(),
    displayFulfillmentStatus:
      order.fulfillmentStatus === null ? 'UNFULFILLED' : FULFILLMENT_STATUSES[order.fulfillmentStatus],
    returnStatus: open
      ? 'IN_PROGRESS'
      : order.returns.some(({ status }) => status === 'CLOSED')
        ? 'RETURNED'
        : 'NO_RETURN',
    fullyPaid: paid > 0 && outstanding(order) <= 0,
    unpaid: paid === 0,
    refundable: paid > refundedAmount(order),
    fulfillable: order.lines.some((line) => line.fulfillableQuantity > 0),
    requiresShipping: order.lines.some((line) => line.requiresShipping),
    subtotalLineItemsQuantity: units,
    currentSubtotalLineItemsQuantity: order.lines.reduce((sum, line) => sum + line.currentQuantity, 0),
    paymentGatewayNames: gateways.length > 0 ? gateways : [order.gateway],
  };
}

function amounts(order: Order): Fields {
  const bag = (minor: number) => moneyBag(minor, order);
  const now = currentTotals(order);
  return {
    subtotalPriceSet: bag(order.subtotal),
    totalPriceSet: bag(order.total),
    originalTotalPriceSet: bag(order.total),
    totalTaxSet: bag(order.totalTax),
    totalDiscountsSet: bag(order.totalDiscounts),
    totalShippingPriceSet: bag(order.shipping - order.shippingDiscount),
    totalTipReceivedSet: bag(order.tip),
    originalTotalDutiesSet: order.duties > 0 ? bag(order.duties) : null,
    currentTotalDutiesSet: order.duties > 0 ? bag(order.cancelledAt === null ? order.duties : 0) : null,
    currentSubtotalPriceSet: bag(now.subtotal),
    currentTotalPriceSet: bag(now.total),
    currentTotalTaxSet: bag(now.tax),
    currentTotalDiscountsSet: bag(now.discounts),
    currentShippingPriceSet: bag(now.shipping),
    totalReceivedSet: bag(paidAmount(order)),
    totalRefundedSet: bag(refundedAmount(order)),
    totalRefundedShippingSet: bag(refundedShipping(order)),
    netPaymentSet: bag(paidAmount(order) - refundedAmount(order)),
    totalOutstandingSet: bag(order.financialStatus === 'voided' ? 0 : outstanding(order)),
    refundDiscrepancySet: bag(-order.refunds.reduce((sum, refund) => sum + refund.discrepancy, 0)),
  };
}

function parts(context: AdminContext, order: Order): Fields {
  const applications = order.discountApplications.map((application, index) => ({ id: String(index), application }));
  return {
    lineItems: pagesOf(order.lines, (line) => context.nodes.lineItem(context, order, line)),
    shippingLine: order.shippingTitle === null ? null : () => shippingLineNode(order),
    shippingLines: pagesOf(order.shippingTitle === null ? [] : [order], () => shippingLineNode(order)),
    taxLines: [
      { title: 'Tax', rate: null, ratePercentage: null, priceSet: moneyBag(order.totalTax, order), source: null },
    ].filter(() => order.totalTax > 0),
    discountApplications: pagesOf(applications, ({ id }) => discountApplication(order, Number(id))),
    refunds: ({ first }: { first?: number | null }) =>
      order.refunds.slice(0, first ?? undefined).map((refund) => context.nodes.refund(context, order, refund)),
    returns: pagesOf(order.returns, (one) => context.nodes.returned(context, order, one)),
    fulfillments: ({ first, query }: { first?: number | null; query?: string | null }) => {
      if (query != null) throw notSimulated('The argument query of Order.fulfillments');
      return order.fulfillments
        .slice(0, first ?? undefined)
        .map((one) => context.nodes.fulfillment(context, order, one));
    },
    fulfillmentsCount: { count: order.fulfillments.length, precision: 'EXACT' },
    transactions: ({
      first,
      ...rest
    }: {
      first?: number | null;
      capturable?: boolean | null;
      manuallyResolvable?: boolean | null;
    }) => {
      if (rest.capturable != null || rest.manuallyResolvable != null)
        throw notSimulated('Filters of Order.transactions');
      return order.transactions.slice(0, first ?? undefined).map((one) => transactionNode(context, order, one));
    },
    transactionsCount: { count: order.transactions.length, precision: 'EXACT' },
  };
}

export function transactionNode(context: AdminContext, order: Order, transaction: Transaction): Fields {
  const parent = order.transactions.find(({ id }) => id === transaction.parentId);
  return {
    __typename: 'OrderTransaction',
    id: gid('OrderTransaction', transaction.id),
    kind: transaction.kind.toUpperCase(),
    status: transaction.status.toUpperCase(),
    amountSet: moneyBag(transaction.amount, order),
    gateway: transaction.gateway,
    formattedGateway: transaction.gateway,
    manualPaymentGateway: isManualGateway(transaction.gateway),
    errorCode: null,
    test: order.test,
    createdAt: dateTime(transaction.processedAt),
    processedAt: dateTime(transaction.processedAt),
    parentTransaction: () => (parent ? transactionNode(context, order, parent) : null),
    order: () => orderNode(context, order),
  };
}

function purchasingEntity(context: AdminContext, order: Order): Fields | null {
  if (order.company) {
    const { id, locationId } = order.company;
    return {
      __typename: 'PurchasingCompany',
      company: { __typename: 'Company', id: gid('Company', id) },
      location: { __typename: 'CompanyLocation', id: gid('CompanyLocation', locationId) },
    };
  }
  const customer = findCustomer(context, order.customerId);
  return customer && context.nodes.customer(context, customer);
}

const searchable: Searchable<Order> = {
  fields: {
    id: { kind: 'id', of: (order) => order.id },
    name: { kind: 'exact', of: (order) => [order.name, order.name.replace(/^#/, '')] },
    email: { kind: 'text', of: (order) => [order.email] },
    customer_id: { kind: 'id', of: (order) => order.customerId },
    created_at: { kind: 'time', of: (order) => order.createdAt },
    processed_at: { kind: 'time', of: (order) => order.processedAt },
    updated_at: { kind: 'time', of: (order) => order.updatedAt },
    financial_status: { kind: 'exact', of: (order) => [order.financialStatus] },
    fulfillment_status: { kind: 'exact', of: (order) => [order.fulfillmentStatus ?? 'unfulfilled'] },
    status: {
      kind: 'exact',
      of: (order) => [order.cancelledAt !== null ? 'cancelled' : order.closedAt !== null ? 'closed' : 'open', 'any'],
    },
    tag: { kind: 'exact', of: (order) => order.tags },
    test: { kind: 'exact', of: (order) => [String(order.test)] },
    source_name: { kind: 'exact', of: (order) => [order.sourceName] },
    discount_code: { kind: 'exact', of: (order) => order.discountCodes.map(({ code }) => code) },
    sku: { kind: 'exact', of: (order) => order.lines.map(({ sku }) => sku) },
    total_price: { kind: 'number', of: (order) => decimalAmount(order.total, order.currency) },
  },
  text: (order) => [order.name, order.email, order.note, ...order.tags, ...order.lines.map(({ title }) => title)],
};

const SORTS: Record<string, (order: Order) => SortValue> = {
  ID: (order) => Number(order.id),
  CREATED_AT: (order) => order.createdAt,
  PROCESSED_AT: (order) => order.processedAt,
  UPDATED_AT: (order) => order.updatedAt,
  ORDER_NUMBER: (order) => order.number,
  TOTAL_PRICE: (order) => order.total,
  FINANCIAL_STATUS: (order) => order.financialStatus,
  FULFILLMENT_STATUS: (order) => order.fulfillmentStatus ?? '',
};

export function searchOrders(
  context: AdminContext,
  orders: readonly Order[],
  query: string | null | undefined,
  info: GraphQLResolveInfo,
): Order[] {
  return search(orders, query, searchable, context, info);
}

export function orderConnection(
  context: AdminContext,
  orders: readonly Order[],
  args: ListArgs,
  info: GraphQLResolveInfo,
) {
  const sortBy = SORTS[args.sortKey ?? 'ID'];
  if (!sortBy) throw notSimulated(`Sorting orders by ${args.sortKey}`);
  const items = searchOrders(context, orders, args.query, info);
  const listing = { items, id: (order: Order) => order.id, sortBy, node: (order: Order) => orderNode(context, order) };
  return connection(listing, { ...args }, info, ['query', 'sortKey']);
}
