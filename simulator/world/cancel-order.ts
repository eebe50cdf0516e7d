import { beginStory } from './order-story.ts';
import { paidAmount, refundedAmount, refundedShipping } from './order-state.ts';
import { voidPayment } from './pay-order.ts';
import { giveBack } from './payments.ts';
import { NotAllowed } from './refusals.ts';
import { takeBack, worthOf } from './return-lines.ts';
import type { Order, Refund, Shop, World } from './types.ts';

/** `orders/cancelled`'s reasons. */
export const cancelReasons = ['customer', 'declined', 'fraud', 'inventory', 'other', 'staff'] as const;

/**
 * Cancels what has not been shipped: every line that is left is taken out, the money goes back unless `refund` is false, a
 * payment that waits is voided. Announces `refunds/create`, `orders/cancelled`, `orders/updated`.
 */
export function cancelOrder(
  world: World,
  shop: Shop,
  order: Order,
  input: { reason?: string; refund?: boolean; note?: string } = {},
): void {
  if (order.cancelledAt !== null) throw new NotAllowed(`${order.name} is cancelled already`);
  if (order.fulfillments.some(({ status }) => status === 'success')) {
    throw new NotAllowed(`${order.name} has been shipped; refund it instead`);
  }
  const reason = input.reason?.toLowerCase() ?? 'other';
  if (!cancelReasons.some((each) => each === reason))
    throw new NotAllowed(`reason must be one of ${cancelReasons.join(', ')}`);

  const story = beginStory(world, shop, order);
  const paid = paidAmount(order) - refundedAmount(order);
  const money = input.refund === false ? 0 : paid;
  const lines = takeBack(
    world,
    order,
    order.lines.flatMap(({ id, currentQuantity }) => (currentQuantity > 0 ? [{ id, quantity: currentQuantity }] : [])),
    'cancel',
  );
  for (const line of order.lines) line.fulfillableQuantity = 0;
  const shipping = order.shipping - order.shippingDiscount - refundedShipping(order);
  const id = world.nextId();
  const refund: Refund = {
    id,
    note: input.note ?? null,
    lines,
    shipping: Math.min(shipping, Math.max(0, money - worthOf(order, lines))),
    discrepancy: 0,
    transactionIds: giveBack(world, shop, order, story, money, { to: 'original', refundId: id }),
    returnId: null,
    createdAt: world.now(),
    processedAt: world.now(),
  };
  if (lines.length > 0 || money > 0) {
    order.refunds.push(refund);
    story.tell('refunds/create', { order, part: refund });
  }
  if (paidAmount(order) === 0) voidPayment(order);
  order.cancelledAt = world.now();
  order.cancelReason = reason;
  order.closedAt = world.now();
  story.tell('orders/cancelled', order);
  story.end();
}
