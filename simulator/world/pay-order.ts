import { beginStory } from './order-story.ts';
import { outstanding, paidAmount } from './order-state.ts';
import { collect } from './payments.ts';
import { issueGiftCards } from './place-order.ts';
import { NotAllowed } from './refusals.ts';
import type { Order, Shop, World } from './types.ts';

/** The merchant marks the order as paid (cash on delivery), or captures what was authorised. */
export function payOrder(world: World, shop: Shop, order: Order): void {
  if (order.cancelledAt !== null) throw new NotAllowed(`${order.name} is cancelled`);
  if (order.financialStatus === 'voided') throw new NotAllowed(`${order.name} is voided`);
  const due = outstanding(order);
  if (due <= 0) throw new NotAllowed(`${order.name} has nothing left to pay`);
  const first = paidAmount(order) === 0;
  const story = beginStory(world, shop, order);
  const authorization = order.transactions.find(({ kind, status }) => kind === 'authorization' && status === 'success');
  const waiting = order.transactions.find(({ status }) => status === 'pending');
  if (waiting) waiting.status = 'success';
  if (waiting && waiting.amount === due) {
    waiting.processedAt = world.now();
    story.tell('order_transactions/create', { order, part: waiting });
  } else {
    if (waiting) waiting.status = 'failure';
    collect(shop, order, story, due, {
      gateway: order.gateway,
      kind: authorization ? 'capture' : 'sale',
      parentId: authorization?.id ?? null,
    });
  }
  story.tell('orders/paid', order);
  if (first) issueGiftCards(world, shop, order);
  story.end();
}

/** Gives up the payment of an order for which no money came in. */
export function voidOrder(world: World, shop: Shop, order: Order): void {
  if (order.financialStatus !== 'pending' && order.financialStatus !== 'authorized') {
    throw new NotAllowed(
      `${order.name} is ${order.financialStatus}: only a pending or authorised payment can be voided`,
    );
  }
  const story = beginStory(world, shop, order);
  voidPayment(order);
  const parent = order.transactions.find(({ kind }) => kind === 'authorization');
  story.transact({ kind: 'void', status: 'success', amount: 0, gateway: order.gateway, parentId: parent?.id ?? null });
  story.end();
}

/** What waited is not expected any more. */
export function voidPayment(order: Order): void {
  for (const transaction of order.transactions) if (transaction.status === 'pending') transaction.status = 'failure';
  order.financialStatus = 'voided';
}
