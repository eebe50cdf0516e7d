import { currentTotals } from '../../world/order-state.ts';
import type { Order, Refund } from '../../world/types.ts';
import { pagesOf } from '../connection.ts';
import type { AdminContext, Fields } from '../context.ts';
import { dateTime, gid, idBeside } from '../gid.ts';
import { moneyBag } from '../money.ts';

export function refundNode(context: AdminContext, order: Order, refund: Refund): Fields {
  const bag = (minor: number) => moneyBag(minor, order);
  const transactions = order.transactions.filter((transaction) => refund.transactionIds.includes(transaction.id));
  const returned = transactions.filter(({ kind, status }) => kind === 'refund' && status === 'success');
  return {
    __typename: 'Refund',
    id: gid('Refund', refund.id),
    legacyResourceId: refund.id,
    note: refund.note,
    createdAt: dateTime(refund.createdAt),
    processedAt: dateTime(refund.processedAt),
    updatedAt: dateTime(refund.createdAt),
    totalRefundedSet: bag(returned.reduce((sum, { amount }) => sum + amount, 0)),
    duties: [],
    refundLineItems: pagesOf(refund.lines, (line) => refundLine(context, order, line)),
    refundShippingLines: pagesOf(refund.shipping > 0 ? [refund] : [], () => refundShippingLine(order, refund)),
    // Negative = more was returned than lines and shipping are worth, as in Shopify's own payloads.
    orderAdjustments: pagesOf(refund.discrepancy === 0 ? [] : [refund], () => ({
      __typename: 'OrderAdjustment',
      id: gid('OrderAdjustment', idBeside(refund.id, 1)),
      reason: 'REFUND_DISCREPANCY',
      amountSet: bag(-refund.discrepancy),
      taxAmountSet: bag(0),
    })),
    transactions: pagesOf(transactions, (transaction) => context.nodes.transaction(context, order, transaction)),
    return: () => {
      const found = order.returns.find(({ id }) => id === refund.returnId);
      return found ? context.nodes.returned(context, order, found) : null;
    },
    order: () => context.nodes.order(context, order),
  };
}

const RESTOCKS = { return: 'RETURN', cancel: 'CANCEL', no_restock: 'NO_RESTOCK' };

function refundLine(context: AdminContext, order: Order, refunded: Refund['lines'][number]): Fields {
  const line = order.lines.find(({ id }) => id === refunded.lineId);
  if (!line) throw new Error(`a refund of order ${order.id} names the line ${refunded.lineId} that it does not have`);
  return {
    __typename: 'RefundLineItem',
    id: gid('RefundLineItem', refunded.id),
    quantity: refunded.quantity,
    restockType: RESTOCKS[refunded.restock],
    restocked: refunded.restock !== 'no_restock',
    priceSet: moneyBag(line.price, order),
    subtotalSet: moneyBag(refunded.subtotal, order),
    totalTaxSet: moneyBag(refunded.tax, order),
    location: null,
    lineItem: () => context.nodes.lineItem(context, order, line),
  };
}

function refundShippingLine(order: Order, refund: Refund): Fields {
  return {
    __typename: 'RefundShippingLine',
    id: gid('RefundShippingLine', idBeside(refund.id, 2)),
    subtotalAmountSet: moneyBag(refund.shipping, order),
    taxAmountSet: moneyBag(0, order),
    shippingLine: () => shippingLineNode(order),
  };
}

export function shippingLineNode(order: Order): Fields {
  const title = order.shippingTitle ?? 'Shipping';
  const tax = order.shippingTax;
  return {
    __typename: 'ShippingLine',
    id: gid('ShippingLine', idBeside(order.id, 1)),
    title,
    code: title,
    custom: false,
    isRemoved: false,
    source: 'shopify',
    carrierIdentifier: null,
    deliveryCategory: null,
    phone: null,
    originalPriceSet: moneyBag(order.shipping, order),
    discountedPriceSet: moneyBag(order.shipping - order.shippingDiscount, order),
    currentDiscountedPriceSet: moneyBag(currentTotals(order).shipping, order),
    taxLines:
      tax > 0 ? [{ title: 'Tax', rate: null, ratePercentage: null, priceSet: moneyBag(tax, order), source: null }] : [],
  };
}
