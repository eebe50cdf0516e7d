/** How money comes in and goes back. */
import { NotAllowed } from './refusals.ts';
import { creditOf, spendCredit } from './store-credit.ts';
import type { OrderStory } from './order-story.ts';
import type { Customer, GiftCard, Id, Minor, Ms, Order, Shop, Transaction, World } from './types.ts';

/** The names that Shopify gives to gateways in payloads. */
export const gatewayNames: Record<string, string> = {
  card: 'shopify_payments',
  giftCard: 'gift_card',
  storeCredit: 'shopify_store_credit',
  cod: 'Cash on Delivery (COD)',
  bankTransfer: 'Bank Deposit',
};

export function gatewayOf(payWith: string): string {
  return gatewayNames[payWith] ?? payWith;
}
export function isManualGateway(gateway: string): boolean {
  return gateway === gatewayNames.cod || gateway === gatewayNames.bankTransfer || gateway === 'manual';
}

/** Collects `amount` from what the shopper pays with. Throws NotAllowed, having taken nothing, when it does not suffice. */
export function collect(
  shop: Shop,
  order: Order,
  story: OrderStory,
  amount: Minor,
  how: { gateway: string; giftCardCode?: string; parentId?: Id | null; kind?: 'sale' | 'capture' },
): void {
  if (amount <= 0) return;
  if (how.gateway === gatewayNames.giftCard) {
    let left = amount;
    for (const [card, part] of cardsFor(shop, order.customerId, amount, how.giftCardCode)) {
      card.balance -= part;
      left -= part;
      story.transact({ kind: 'sale', status: 'success', amount: part, gateway: how.gateway, giftCardId: card.id });
    }
    if (left > 0) throw new NotAllowed('the gift card does not cover the order');
    return;
  }
  if (how.gateway === gatewayNames.storeCredit) {
    const customer = order.customerId === null ? undefined : shop.customers.get(order.customerId);
    if (!customer || creditOf(customer, story.now) < amount)
      throw new NotAllowed('the store credit does not cover the order');
    spendCredit(customer, amount, story.now);
  }
  story.transact({
    kind: how.kind ?? 'sale',
    status: 'success',
    amount,
    gateway: how.gateway,
    parentId: how.parentId ?? null,
  });
}

/** Which cards pay how much; throws before anything is taken when they do not suffice. */
function cardsFor(shop: Shop, customerId: Id | null, amount: Minor, code?: string): [GiftCard, Minor][] {
  const parts: [GiftCard, Minor][] = [];
  let left = amount;
  for (const card of shop.giftCards.values()) {
    const fits = code === undefined ? customerId !== null && card.customerId === customerId : sameCode(card.code, code);
    if (!fits || card.balance === 0 || left === 0) continue;
    const part = Math.min(left, card.balance);
    parts.push([card, part]);
    left -= part;
  }
  if (left > 0) throw new NotAllowed('the gift card does not cover the order');
  return parts;
}
const sameCode = (one: string, other: string): boolean =>
  one.replace(/[\s-]/g, '').toLowerCase() === other.replace(/[\s-]/g, '').toLowerCase();

/** Before an order is made: would the payment be taken? Same reasons as `collect`. */
export function assertPayable(
  shop: Shop,
  customer: Customer | null,
  amount: Minor,
  gateway: string,
  now: Ms,
  giftCardCode?: string,
): void {
  if (amount <= 0) return;
  if (gateway === gatewayNames.giftCard) cardsFor(shop, customer?.id ?? null, amount, giftCardCode);
  if (gateway === gatewayNames.storeCredit && (customer ? creditOf(customer, now) : 0) < amount) {
    throw new NotAllowed('the store credit does not cover the order');
  }
}

/** Gives money back: to the gift card or credit it came from, or as store credit where asked. */
export function giveBack(
  world: World,
  shop: Shop,
  order: Order,
  story: OrderStory,
  amount: Minor,
  how: { to: 'original' | 'storeCredit'; refundId: Id },
): string[] {
  if (amount <= 0) return [];
  if (how.to === 'storeCredit') {
    const customer = order.customerId === null ? undefined : shop.customers.get(order.customerId);
    if (!customer) throw new NotAllowed('store credit needs a customer');
    customer.storeCredit += amount;
    const gateway = gatewayOf('storeCredit');
    return [story.transact({ kind: 'refund', status: 'success', amount, gateway, refundId: how.refundId }).id];
  }
  const ids: string[] = [];
  let left = amount;
  const incoming = order.transactions.filter(
    ({ kind, status }) => status === 'success' && (kind === 'sale' || kind === 'capture'),
  );
  for (const source of incoming) {
    const back = order.transactions.reduce(
      (sum, each) => (each.kind === 'refund' && each.parentId === source.id ? sum + each.amount : sum),
      0,
    );
    const part = Math.min(left, source.amount - back);
    if (part <= 0) continue;
    left -= part;
    creditSource(world, shop, order, source, part);
    ids.push(
      story.transact({
        kind: 'refund',
        status: 'success',
        amount: part,
        gateway: source.gateway,
        parentId: source.id,
        refundId: how.refundId,
      }).id,
    );
  }
  if (left > 0) throw new NotAllowed('more than was paid');
  return ids;
}

function creditSource(world: World, shop: Shop, order: Order, source: Transaction, amount: Minor): void {
  if (source.gateway === gatewayNames.storeCredit) {
    const customer = order.customerId === null ? undefined : shop.customers.get(order.customerId);
    if (customer) customer.storeCredit += amount;
  }
  if (source.gateway === gatewayNames.giftCard) {
    const card = shop.giftCards.get(source.giftCardId ?? '');
    if (card) card.balance += amount;
    else createGiftCard(world, shop, { initial: amount, customerId: order.customerId });
  }
}

export function createGiftCard(
  world: World,
  shop: Shop,
  input: { initial: Minor; customerId?: Id | null; code?: string; expiresOn?: string | null; note?: string | null },
): GiftCard {
  if (!Number.isSafeInteger(input.initial) || input.initial <= 0) throw new NotAllowed('a gift card needs a value');
  const id = world.nextId();
  const code = input.code ?? giftCardCode(id);
  for (const card of shop.giftCards.values()) {
    if (sameCode(card.code, code)) throw new NotAllowed('Code has already been taken');
  }
  const card: GiftCard = {
    id,
    code,
    initial: input.initial,
    balance: input.initial,
    customerId: input.customerId ?? null,
    expiresOn: input.expiresOn ?? null,
    note: input.note ?? null,
    createdAt: world.now(),
  };
  shop.giftCards.set(id, card);
  return card;
}
/** 16 letters and digits, in fours; unique because the id is. */
function giftCardCode(id: Id): string {
  const text = BigInt(id).toString(36).padStart(16, 'g');
  return (text.match(/.{4}/g) ?? [text]).join(' ');
}
