/** Changes of an order after it was placed: edits and exchanges. Both settle the difference in money. */
import { decimalText, roundHalfUp } from '../money.ts';
import type { OrderEdit } from '../webhooks/render/order-edit.ts';
import { beginStory, type OrderStory } from './order-story.ts';
import { currentTotals, outstanding, paidAmount, refundedAmount } from './order-state.ts';
import type { LineInput, PricedLine } from './order-input.ts';
import { collect, giveBack } from './payments.ts';
import { makeLine } from './place-order.ts';
import { priceLine } from './price-lines.ts';
import { discounted } from './price-order.ts';
import { NotAllowed } from './refusals.ts';
import { checkedQuantities, takeBack, type LineQuantity } from './return-lines.ts';
import type { Order, OrderLine, Refund, Return, Shop, World } from './types.ts';

export interface EditInput {
  add?: LineInput[];
  remove?: LineQuantity[];
  /** Collect or return the difference at once (default true); otherwise the order waits as `partially_paid` or owes. */
  collect?: boolean;
}

/** Announces `orders/edited`, `refunds/create` for removals, `orders/paid` when a difference was collected, `orders/updated`. */
export function editOrder(world: World, shop: Shop, order: Order, input: EditInput): void {
  const added = input.add ?? [];
  const wanted = checkedQuantities(order, input.remove ?? []);
  assertChangeable(order);
  if (added.length + wanted.length === 0) throw new NotAllowed('nothing to add or to remove');
  for (const { id, quantity } of wanted) {
    const line = order.lines.find((each) => each.id === id);
    if (line?.requiresShipping && quantity > line.fulfillableQuantity) {
      throw new NotAllowed(`"${line.title}" has been shipped; refund or exchange it instead`);
    }
  }
  const story = beginStory(world, shop, order);
  const newLines = addLines(world, shop, order, added);
  const edit: OrderEdit = {
    id: world.nextId(),
    order,
    at: world.now(),
    additions: newLines.map((line) => ({ lineId: line.id, delta: line.quantity })),
    removals: wanted.map(({ id, quantity }) => ({ lineId: id, delta: quantity })),
  };
  story.tell('orders/edited', edit);
  if (wanted.length > 0) addRefund(world, order, story, takeBack(world, order, wanted, 'cancel'), null);
  if (input.collect ?? true) settleDifference(world, shop, order, story);
  story.end();
}

/** A return and new lines in one: only the net difference moves. Announces `returns/approve` beside the refund. */
export function exchangeOrder(
  world: World,
  shop: Shop,
  order: Order,
  input: { return: LineQuantity[]; add: LineInput[] },
): Return {
  const wanted = checkedQuantities(order, input.return);
  if (wanted.length === 0 || input.add.length === 0)
    throw new NotAllowed('an exchange returns something and adds something');
  assertChangeable(order);
  const story = beginStory(world, shop, order);
  const newLines = addLines(world, shop, order, input.add);
  const back: Return = {
    id: world.nextId(),
    name: `${order.name}-R${order.returns.length + 1}`,
    status: 'CLOSED',
    lines: wanted.map(({ id, quantity }) => ({ lineId: id, quantity })),
    exchangeLineIds: newLines.map(({ id }) => id),
    createdAt: world.now(),
  };
  order.returns.push(back);
  story.tell('returns/approve', { order, part: { ...back, status: 'OPEN' } });
  addRefund(world, order, story, takeBack(world, order, wanted, 'return'), back.id);
  settleDifference(world, shop, order, story);
  story.end();
  return back;
}

function assertChangeable(order: Order): void {
  if (order.cancelledAt !== null) throw new NotAllowed(`${order.name} is cancelled`);
  if (order.financialStatus === 'voided') throw new NotAllowed(`${order.name} is voided`);
}

function addLines(world: World, shop: Shop, order: Order, inputs: LineInput[]): OrderLine[] {
  const priced = inputs.map((input) => priceLine(shop, input));
  const rate = order.lines.find((line) => line.taxable && line.taxRate > 0)?.taxRate ?? 0;
  const lines = priced.map((line) => {
    takeDiscount(order, line);
    const base = line.taxable ? discounted(line) : 0;
    line.tax = line.input.tax ?? roundHalfUp(order.taxesIncluded ? (base * rate) / (1 + rate) : base * rate);
    line.taxRate = line.taxable ? rate : 0;
    return makeLine(world, line, true);
  });
  order.lines.push(...lines);
  if (lines.some((line) => line.requiresShipping) && order.fulfillmentStatus === 'fulfilled') {
    order.fulfillmentStatus = 'partial';
  }
  return lines;
}

/** A discount typed with an added line is one more application of the order. */
function takeDiscount(order: Order, line: PricedLine): void {
  const amount = line.input.discount ?? 0;
  if (amount === 0) return;
  if (amount < 0 || amount > line.price * line.quantity) throw new NotAllowed('a line discount must fit its line');
  line.allocations.push({ application: order.discountApplications.length, amount });
  order.discountApplications.push({
    type: 'manual',
    title: 'Discount',
    code: null,
    value: decimalText(amount, order.currency),
    valueType: 'fixed_amount',
    targetType: 'line_item',
    targetSelection: 'explicit',
    allocationMethod: 'one',
  });
}

/** Lines that left without money of their own: what is owed is settled for the whole change. */
function addRefund(
  world: World,
  order: Order,
  story: OrderStory,
  lines: Refund['lines'],
  returnId: string | null,
): void {
  const refund: Refund = {
    id: world.nextId(),
    note: null,
    lines,
    shipping: 0,
    discrepancy: 0,
    transactionIds: [],
    returnId,
    createdAt: world.now(),
    processedAt: world.now(),
  };
  order.refunds.push(refund);
  story.tell('refunds/create', { order, part: refund });
}

function settleDifference(world: World, shop: Shop, order: Order, story: OrderStory): void {
  // An order that waits for its payment simply waits for another amount.
  if (paidAmount(order) === 0) {
    const waiting = order.transactions.find(({ status }) => status === 'pending');
    if (waiting) waiting.amount = Math.max(0, currentTotals(order).total);
    return;
  }
  const due = outstanding(order);
  if (due > 0) {
    collect(shop, order, story, due, { gateway: order.gateway });
    story.tell('orders/paid', order);
  } else if (due < 0) {
    const refund = order.refunds.at(-1);
    const back = Math.min(-due, paidAmount(order) - refundedAmount(order));
    if (refund)
      refund.transactionIds.push(...giveBack(world, shop, order, story, back, { to: 'original', refundId: refund.id }));
  }
}
