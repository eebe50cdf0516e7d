/** One order: what it is now, and everything that the merchant can do to it. */
import { html, type Html } from '../html.ts';
import { decimalText } from '../money.ts';
import { shipmentStatuses } from '../world/fulfil-order.ts';
import { currentTotals, lineTotal, outstanding } from '../world/order-state.ts';
import type { Fulfillment, Order, Shop } from '../world/types.ts';
import { callForm, choice, field, lineCount, tick, variantChoice } from './call-form.ts';
import { nameOf } from './customers-page.ts';
import { moment } from './layout.ts';
import { orderPills, variantsOf } from './orders-page.ts';

const gid = (order: Order): string => `gid://shopify/Order/${order.id}`;
const lineGid = (id: string): string => `gid://shopify/LineItem/${id}`;

export function orderPage(shop: Shop, order: Order): Html {
  const customer = order.customerId === null ? undefined : shop.customers.get(order.customerId);
  const money = (minor: number) => decimalText(minor, order.currency);
  const now = currentTotals(order);
  return html`<h2>${order.name} ${orderPills(order)}</h2>
    <section class="panel">
      <p>${moment(order.processedAt)} · ${customer ? nameOf(customer) : (order.email ?? 'nobody')} · ${order.gateway} · ${order.sourceName}<br>
        <small class="quiet">${gid(order)}</small></p>
      <table>
        <tr><th>Line</th><th class="number">Price</th><th class="number">Ordered</th><th class="number">Now</th><th class="number">To ship</th><th class="number">Total</th></tr>
        ${order.lines.map(
          (line) => html`<tr>
            <td>${line.title}${line.variantTitle && ` – ${line.variantTitle}`}${line.addedLater && html` <span class="pill">added later</span>`}${line.giftCard && html` <span class="pill">gift card</span>`}</td>
            <td class="number">${money(line.price)}</td><td class="number">${line.quantity}</td><td class="number">${line.currentQuantity}</td>
            <td class="number">${line.fulfillableQuantity}</td><td class="number">${money(lineTotal(line))}</td>
          </tr>`,
        )}
      </table>
      <table class="narrow">
        <tr><th></th><th class="number">When placed</th><th class="number">Now</th></tr>
        <tr><td>Subtotal</td><td class="number">${money(order.subtotal)}</td><td class="number">${money(now.subtotal)}</td></tr>
        <tr><td>Shipping</td><td class="number">${money(order.shipping - order.shippingDiscount)}</td><td class="number">${money(now.shipping)}</td></tr>
        <tr><td>Tax${order.taxesIncluded && ' (included)'}</td><td class="number">${money(order.totalTax)}</td><td class="number">${money(now.tax)}</td></tr>
        <tr><td>Total</td><td class="number">${money(order.total)}</td><td class="number">${money(now.total)}</td></tr>
      </table>
      <details><summary>Money that moved (${order.transactions.length})</summary><table>
        ${order.transactions.map((each) => html`<tr><td>${each.kind}</td><td>${each.status}</td><td>${each.gateway}</td><td>${moment(each.processedAt)}</td><td class="number">${money(each.amount)}</td></tr>`)}
      </table></details>
    </section>
    ${order.fulfillments.map((fulfillment) => parcel(fulfillment))}
    <h2>Do</h2>
    <div class="actions">${actions(shop, order)}</div>`;
}

function actions(shop: Shop, order: Order): (Html | false)[] {
  const id = { order: gid(order) };
  const counts = (name: string, left: (line: Order['lines'][number]) => number) =>
    html`<table>${order.lines
      .filter((line) => left(line) > 0)
      .map(
        (line) =>
          html`<tr><td>${line.title} <span class="quiet">of ${left(line)}</span></td><td class="number">${lineCount(name, lineGid(line.id), left(line))}</td></tr>`,
      )}</table>`;
  const current = (line: Order['lines'][number]) => line.currentQuantity;
  const panel = (title: string, ...forms: Html[]) => html`<section class="panel"><h3>${title}</h3>${forms}</section>`;
  const refund = panel(
    'Refund',
    callForm('orders/refund', id, 'Refund', [
      counts('lines', current),
      field('amount', 'Amount'),
      field('shippingAmount', 'Shipping'),
      choice('to', 'To', [
        ['original', 'As it was paid'],
        ['storeCredit', 'Store credit'],
      ]),
    ]),
    html`<p class="quiet">With lines, the amount is left empty for what they are worth. Without, it is a typed refund.</p>`,
  );
  const remove = panel(
    'Delete',
    callForm('orders/delete', id, 'Delete the order', '', { tone: 'bad', ask: `Delete ${order.name} for good?` }),
  );
  if (order.cancelledAt !== null) return [refund, remove];
  return [
    panel('Payment', ...payment(order, id)),
    refund,
    panel(
      'Cancel',
      callForm(
        'orders/cancel',
        id,
        'Cancel the order',
        [
          choice('reason', 'Reason', [
            ['customer', 'Customer'],
            ['declined', 'Declined'],
            ['fraud', 'Fraud'],
            ['inventory', 'Inventory'],
            ['other', 'Other'],
          ]),
          tick('refund', 'Refund', true),
        ],
        { tone: 'bad', ask: `Cancel ${order.name}?` },
      ),
    ),
    panel(
      'Edit',
      callForm('orders/edit', id, 'Save', [
        counts('remove', current),
        variantChoice('add', 'Add', variantsOf(shop)),
        tick('collect', 'Collect the difference', true),
      ]),
    ),
    panel(
      'Exchange',
      callForm('orders/exchange', id, 'Exchange', [
        counts('return', current),
        variantChoice('add', 'For', variantsOf(shop)),
      ]),
    ),
    order.lines.some((line) => line.fulfillableQuantity > 0) &&
      panel(
        'Ship',
        callForm('orders/fulfil', id, 'Ship', [
          counts('lines', (line) => line.fulfillableQuantity),
          field('company', 'Carrier'),
          field('number', 'Tracking number'),
          field('url', 'Tracking page', { width: 'wide' }),
        ]),
        html`<p class="quiet">No quantity: everything that is left.</p>`,
      ),
    remove,
  ];
}

/** Only what would not be refused. */
function payment(order: Order, id: { order: string }): Html[] {
  const { financialStatus } = order;
  if (financialStatus === 'voided') return [html`<p class="quiet">The payment was voided.</p>`];
  const due = outstanding(order);
  if (due <= 0) return [html`<p class="quiet">Nothing is left to pay.</p>`];
  const open = financialStatus === 'pending' || financialStatus === 'authorized';
  return [
    html`<p>${decimalText(due, order.currency)} ${order.currency} to pay.</p>`,
    callForm('orders/pay', id, 'Mark as paid'),
    ...(open ? [callForm('orders/void', id, 'Void', '', { tone: 'bad' })] : []),
  ];
}

const eventStatuses = shipmentStatuses.map((status) => [status, status.replaceAll('_', ' ')] as const);

function parcel(fulfillment: Fulfillment): Html {
  const id = { fulfillment: `gid://shopify/Fulfillment/${fulfillment.id}` };
  return html`<section class="panel">
    <h3>Parcel ${fulfillment.name} <span class="pill ${fulfillment.status === 'cancelled' ? 'bad' : ''}">${fulfillment.shipmentStatus ?? fulfillment.status}</span></h3>
    <p>${[fulfillment.company, ...fulfillment.numbers].filter(Boolean).join(' · ')}</p>
    <ul>${fulfillment.events.map((event) => html`<li>${event.status} <span class="quiet">${moment(event.happenedAt)} ${event.city}</span></li>`)}</ul>
    ${callForm('fulfillments/event', id, 'Report', [
      choice('status', 'Status', eventStatuses, 'in_transit'),
      field('city', 'City'),
      field('estimatedDeliveryAt', 'Expected', { placeholder: '2026-12-01' }),
      field('at', 'At', { placeholder: 'now' }),
      field('message', 'Message', { width: 'wide' }),
    ])}
    ${callForm('fulfillments/update', id, 'Change', [
      field('company', 'Carrier'),
      field('number', 'Tracking number'),
      field('url', 'Tracking page', { width: 'wide' }),
    ])}
    ${callForm('fulfillments/cancel', id, 'Cancel the shipment', '', { tone: 'bad' })}
  </section>`;
}
