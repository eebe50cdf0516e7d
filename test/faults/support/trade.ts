/** A store that trades: customers who order, and everything that may happen to an order afterwards, by chance. */
import { paidAmount, refundedAmount } from '../../../simulator/world/order-state.ts';
import type { Order, Shop } from '../../../simulator/world/types.ts';
import type { SimulatedShopify } from '../../support/simulated-shopify.ts';
import type { TestStore } from '../../support/store.ts';
import type { Chance } from './chance.ts';

export interface Trade {
  /** Lets this many things happen, one after the other. */
  happen(times: number): Promise<void>;
  shop: Shop;
}

const decimal = (minor: number) => (minor / 100).toFixed(2);

export async function startTrade(
  shopify: SimulatedShopify,
  store: TestStore,
  chance: Chance,
  people: number,
): Promise<Trade> {
  const shop = shopify.simulated.shops.get(store.domain);
  if (!shop) throw new Error(`there is no store ${store.domain}`);
  const customers = await Promise.all(Array.from({ length: people }, () => store.customer()));

  const newLine = () => ({
    title: 'Thing',
    price: decimal(100 + chance.below(9_900)),
    quantity: 1 + chance.below(4),
  });
  const place = () => ({
    path: 'orders',
    body: {
      shop: store.domain,
      customer: chance.pick(customers),
      lines: Array.from({ length: 1 + chance.below(3) }, newLine),
      ...(chance.oneIn(2) && { shipping: '5.00' }),
      ...(chance.oneIn(3) && { tax: '1.20' }),
      ...(chance.oneIn(4) && { orderDiscount: '0.99' }),
      ...(chance.oneIn(10) && { paid: false, payWith: 'cod' }),
    },
  });
  /** What may be done to this order; Shopify refuses some of it. */
  function change(order: Order) {
    const one = { shop: store.domain, order: order.id };
    const left = order.lines.filter(({ currentQuantity }) => currentQuantity > 0);
    const some = () => {
      const line = chance.pick(left);
      return [{ id: line.id, quantity: 1 + chance.below(line.currentQuantity) }];
    };
    const refundable = paidAmount(order) - refundedAmount(order);
    if (order.financialStatus === 'pending') return { path: 'orders/pay', body: one };
    if (left.length === 0 || refundable < 2) return null;
    switch (chance.below(10)) {
      case 0:
        return { path: 'orders/cancel', body: one };
      case 1:
      case 2:
        return { path: 'orders/refund', body: { ...one, amount: decimal(1 + chance.below(refundable)) } };
      case 3:
      case 4:
        return { path: 'orders/edit', body: { ...one, add: [newLine()] } };
      case 5:
        return { path: 'orders/edit', body: { ...one, remove: some() } };
      default:
        return { path: 'orders/refund', body: { ...one, lines: some() } };
    }
  }

  return {
    shop,
    async happen(times) {
      for (let n = 0; n < times; n += 1) {
        const orders = [...shop.orders.values()];
        const open = orders.filter(({ cancelledAt }) => cancelledAt === null);
        const { path, body } = (open.length > 5 && chance.oneIn(2) && change(chance.pick(open))) || place();
        const { status, body: answer } = await shopify.simAnswer('POST', path, body);
        if (status >= 500) throw new Error(`${path} answered ${status}: ${JSON.stringify(answer)}`);
      }
    },
  };
}
