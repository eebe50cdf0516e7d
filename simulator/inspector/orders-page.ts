import { html, type Html } from '../html.ts';
import { decimalText } from '../money.ts';
import { currentTotals } from '../world/order-state.ts';
import type { Customer, Order, Shop } from '../world/types.ts';
import { callForm, choice, field, tick, variantChoice } from './call-form.ts';
import { nameOf } from './customers-page.ts';
import { moment, type Places } from './layout.ts';
import { listed, type Listing } from './listing.ts';

export function ordersPage(shop: Shop, places: Places, listing: Listing): Html {
  const buyer = (order: Order): Customer | undefined =>
    order.customerId === null ? undefined : shop.customers.get(order.customerId);
  const orders = [...shop.orders.values()].reverse();
  const { shown, pager } = listed(orders, listing, (order) => {
    const customer = buyer(order);
    return `${order.name} ${order.email ?? ''} ${order.id} ${customer ? nameOf(customer) : ''}`;
  });
  return html`<h2>Orders</h2>
    <section class="panel">${listing.form}
      <table>
        <tr><th>Order</th><th>When</th><th>Customer</th><th>State</th><th class="number">Total</th></tr>
        ${shown.map((order) => {
          const customer = buyer(order);
          return html`<tr>
            <td><a href="${places.inspect(shop, `orders/${order.id}`)}">${order.name}</a></td>
            <td>${moment(order.processedAt)}</td>
            <td>${customer ? nameOf(customer) : (order.email ?? 'nobody')}</td>
            <td>${orderPills(order)}</td>
            <td class="number">${decimalText(currentTotals(order).total, order.currency)}</td>
          </tr>`;
        })}
      </table>${pager}
    </section>
    <h2>Place an order</h2>
    <section class="panel">${callForm('orders', { shop: shop.domain }, 'Place', [
      variantChoice('lines', 'Product', variantsOf(shop)),
      field('email', 'Email', { width: 'wide' }),
      field('customer', 'or customer id'),
      field('shipping', 'Shipping'),
      field('orderDiscount', 'Discount'),
      field('discountCodes', 'Codes', { as: 'list' }),
      choice('payWith', 'Pay with', [
        ['card', 'Card'],
        ['cod', 'Cash on delivery'],
        ['giftCard', 'Gift card'],
        ['storeCredit', 'Store credit'],
      ]),
      choice('source', 'Source', [
        ['web', 'Online'],
        ['pos', 'Point of sale'],
        ['shopify_draft_order', 'Draft'],
        ['subscription_contract', 'Subscription'],
      ]),
      tick('paid', 'Paid', true),
      tick('test', 'Test order'),
    ])}</section>`;
}

export function orderPills(order: Order): Html {
  const money = order.financialStatus;
  const tone = money === 'paid' ? 'good' : money === 'pending' || money === 'authorized' ? 'wait' : '';
  return html`<span class="pill ${tone}">${money.replaceAll('_', ' ')}</span>
    <span class="pill ${order.fulfillmentStatus === 'fulfilled' ? 'good' : ''}">${order.fulfillmentStatus ?? 'unfulfilled'}</span>
    ${order.cancelledAt !== null && html`<span class="pill bad">cancelled</span>`}
    ${order.test && html`<span class="pill wait">test</span>`}`;
}

export const variantsOf = (shop: Shop): { id: string; label: string }[] =>
  [...shop.products.values()].flatMap((product) =>
    product.variants.map((variant) => ({
      id: variant.id,
      label: `${product.title}${product.variants.length > 1 ? ` – ${variant.title}` : ''} (${decimalText(variant.price, shop.currency)})`,
    })),
  );
