/** Turns the rows of an order export into orders of the simulator, each brought to the state that the export says. */
import { cancelOrder } from '../../world/cancel-order.ts';
import { fulfilOrder } from '../../world/fulfil-order.ts';
import { payOrder, voidOrder } from '../../world/pay-order.ts';
import { placeOrder } from '../../world/place-order.ts';
import { refundOrder } from '../../world/refund-order.ts';
import { paidAmount } from '../../world/order-state.ts';
import type { LineInput } from '../../world/order-input.ts';
import type { Id, Order, Product, Shop } from '../../world/types.ts';
import type { PastWorld } from '../past-world.ts';
import { productKey } from './catalogue-of.ts';
import { type ExportedOrder, ExportProblem } from './read-orders.ts';

export function placeExported(
  orders: readonly ExportedOrder[],
  customerIds: ReadonlyMap<string, Id>,
  products: ReadonlyMap<string, Product>,
) {
  return function* place(past: PastWorld, shop: Shop): Iterable<Order> {
    for (const exported of orders) {
      const order = start(past.at(exported.createdAt), shop, exported, customerIds, products);
      finish(past, shop, exported, order);
      yield order;
    }
  };
}

const unpaid = new Set(['pending', 'authorized', 'expired', 'voided', 'partially_paid']);

function start(
  past: PastWorld,
  shop: Shop,
  exported: ExportedOrder,
  customerIds: ReadonlyMap<string, Id>,
  products: ReadonlyMap<string, Product>,
): Order {
  const lines = exported.lines.map((line): LineInput => {
    const variantId = products.get(productKey(line))?.variants[0]?.id;
    return {
      ...(variantId === undefined ? {} : { variantId }),
      title: line.name,
      price: line.price,
      quantity: line.quantity,
      discount: line.discount,
      taxable: line.taxable,
      requiresShipping: line.requiresShipping,
    };
  });
  const gross = exported.lines.reduce((sum, line) => sum + line.price * line.quantity - line.discount, 0);
  const orderDiscount = gross - exported.subtotal;
  if (orderDiscount < 0) throw new ExportProblem(`${exported.name}: the subtotal is more than the lines add up to`);
  // What the total holds beyond subtotal, shipping and tax: tips and duties, which the export does not tell apart.
  const rest = exported.total - exported.subtotal - exported.shipping - (shop.taxesIncluded ? 0 : exported.taxes);
  const taxable = exported.lines.some((line) => line.taxable && line.price > 0);
  const order = placeOrder(past, shop, {
    customerId: exported.email === null ? null : (customerIds.get(exported.email) ?? null),
    phone: exported.phone,
    lines,
    ...(orderDiscount > 0 ? { orderDiscount } : {}),
    ...(orderDiscount > 0 && exported.discountCode !== null ? { discountCodes: [exported.discountCode] } : {}),
    shipping: Math.max(0, exported.shipping + Math.min(0, rest)),
    ...(exported.shippingMethod === null ? {} : { shippingTitle: exported.shippingMethod }),
    ...(exported.taxes > 0 && taxable ? { tax: exported.taxes } : {}),
    tip: Math.max(0, rest),
    payWith: exported.paymentMethod ?? 'card',
    paid: exported.paidAt === null ? !unpaid.has(exported.financialStatus) : exported.paidAt <= exported.createdAt,
    at: exported.createdAt,
    source: exported.source,
    note: exported.note,
    tags: exported.tags,
  });
  order.name = exported.name;
  return order;
}

function finish(past: PastWorld, shop: Shop, exported: ExportedOrder, order: Order): void {
  const { paidAt, fulfilledAt, cancelledAt } = exported;
  if (paidAt !== null && paidAmount(order) === 0 && order.total > 0) payOrder(past.at(paidAt), shop, order);
  // Shopify cancels only what has not been shipped; of a cancelled order the parcel is left out.
  if (
    fulfilledAt !== null &&
    cancelledAt === null &&
    order.lines.some(({ fulfillableQuantity }) => fulfillableQuantity > 0)
  ) {
    fulfilOrder(past.at(fulfilledAt), shop, order, {});
  }
  const latest = Math.max(exported.createdAt, paidAt ?? 0, fulfilledAt ?? 0, cancelledAt ?? 0);
  if (exported.refunded > 0 && paidAmount(order) > 0) refund(past.at(latest), shop, exported, order);
  if (exported.financialStatus === 'voided' && order.financialStatus === 'pending')
    voidOrder(past.at(latest), shop, order);
  if (cancelledAt !== null) cancelOrder(past.at(cancelledAt), shop, order, { refund: false });
}

/** All of it: by its lines and shipping. Less: as a typed amount, because the export does not say what came back. */
function refund(past: PastWorld, shop: Shop, exported: ExportedOrder, order: Order): void {
  const amount = Math.min(exported.refunded, paidAmount(order));
  if (amount < order.total) {
    refundOrder(past, shop, order, { amount });
    return;
  }
  const lines = order.lines.map(({ id, quantity }) => ({ id, quantity }));
  refundOrder(past, shop, order, { lines, amount: amount - order.shipping, shippingAmount: order.shipping });
}
