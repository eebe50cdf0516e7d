import { beginStory } from './order-story.ts';
import { paidAmount, refundedAmount, refundedShipping } from './order-state.ts';
import { giveBack } from './payments.ts';
import { NotAllowed } from './refusals.ts';
import { checkedQuantities, takeBack, worthOf, type LineQuantity } from './return-lines.ts';
import type { Minor, Order, Refund, Shop, World } from './types.ts';

export interface RefundInput {
  lines?: LineQuantity[];
  /** With lines: the money returned for them (default: their value and tax, as far as it was paid). Without: a typed amount. */
  amount?: Minor;
  /** In addition, of the shipping. */
  shippingAmount?: Minor;
  to?: 'original' | 'storeCredit';
  note?: string;
  restock?: Refund['lines'][number]['restock'];
}

/** Announces `refunds/create`, `order_transactions/create` and `orders/updated`. */
export function refundOrder(world: World, shop: Shop, order: Order, input: RefundInput): Refund {
  const wanted = checkedQuantities(order, input.lines ?? []);
  const shipping = input.shippingAmount ?? 0;
  const to = input.to ?? 'original';
  if (wanted.length === 0 && input.amount === undefined && shipping === 0) throw new NotAllowed('nothing to refund');
  if ((input.amount ?? 0) < 0 || shipping < 0) throw new NotAllowed('an amount cannot be negative');
  if (shipping > order.shipping - order.shippingDiscount - refundedShipping(order)) {
    throw new NotAllowed('more shipping than is left');
  }
  if (to === 'storeCredit' && order.customerId === null) throw new NotAllowed('store credit needs a customer');
  const refundable = paidAmount(order) - refundedAmount(order);
  if (shipping > refundable || (input.amount ?? 0) + shipping > refundable) {
    throw new NotAllowed(`more than was paid: ${order.name} has ${refundable} minor units left to refund`);
  }

  const story = beginStory(world, shop, order);
  const lines = takeBack(world, order, wanted, input.restock ?? 'return');
  const worth = worthOf(order, lines);
  const money = Math.min(input.amount ?? worth, refundable - shipping);
  const id = world.nextId();
  const refund: Refund = {
    id,
    note: input.note ?? null,
    lines,
    shipping,
    // For what was never paid nothing can be returned: lines of an unpaid order leave it without money.
    discrepancy: input.amount === undefined ? 0 : money - worth,
    transactionIds: giveBack(world, shop, order, story, money + shipping, { to, refundId: id }),
    returnId: null,
    createdAt: world.now(),
    processedAt: world.now(),
  };
  order.refunds.push(refund);
  story.tell('refunds/create', { order, part: refund });
  story.end();
  return refund;
}
