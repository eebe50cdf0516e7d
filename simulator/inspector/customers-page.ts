import type { Simulator } from '../context.ts';
import { reservedNamespace } from '../context.ts';
import { html, type Html } from '../html.ts';
import { decimalText } from '../money.ts';
import { creditOf } from '../world/store-credit.ts';
import type { Customer, Shop } from '../world/types.ts';
import { callForm, choice, field, tick } from './call-form.ts';
import type { Places } from './layout.ts';
import { listed, type Listing } from './listing.ts';

const gid = (customer: Customer): string => `gid://shopify/Customer/${customer.id}`;
export const nameOf = (customer: Customer): string =>
  [customer.firstName, customer.lastName].filter(Boolean).join(' ') || customer.email || customer.id;

export function customersPage(simulator: Simulator, shop: Shop, places: Places, listing: Listing): Html {
  const customers = [...shop.customers.values()].filter(({ mergedInto }) => mergedInto === null).reverse();
  const { shown, pager } = listed(
    customers,
    listing,
    (customer) => `${nameOf(customer)} ${customer.email ?? ''} ${customer.id}`,
  );
  return html`<h2>Customers</h2>
    <section class="panel">${listing.form}
      <table>
        <tr><th>Name</th><th>Email</th><th>Points metafield</th><th class="number">Store credit</th><th>Do</th></tr>
        ${shown.map((customer) => row(simulator, shop, customer, places))}
      </table>${pager}
    </section>
    <h2>Add a customer</h2>
    <section class="panel">${callForm('customers', { shop: shop.domain }, 'Add', [
      field('email', 'Email', { required: true, width: 'wide' }),
      field('firstName', 'First name'),
      field('lastName', 'Last name'),
      tick('marketing', 'Accepts marketing'),
    ])}</section>
    <h2>Merge two customers</h2>
    <section class="panel">${callForm(
      'customers/merge',
      { shop: shop.domain },
      'Merge',
      [
        field('keep', 'Id that stays', { required: true, width: 'wide' }),
        field('remove', 'Id that goes', { required: true, width: 'wide' }),
      ],
      { ask: 'Merge them? The one that goes cannot come back.' },
    )}</section>`;
}

function row(simulator: Simulator, shop: Shop, customer: Customer, places: Places): Html {
  const own = reservedNamespace(simulator.app, '$app');
  const points = shop.metafields.get(gid(customer))?.get(`${own}.points`);
  return html`<tr>
    <td>${nameOf(customer)}<br><small class="quiet">${customer.id} · ${customer.state}</small></td>
    <td>${customer.email}</td>
    <td>${points ? html`<code>${points.value}</code>` : html`<span class="quiet">none</span>`}</td>
    <td class="number">${decimalText(creditOf(customer, simulator.world.now()), shop.currency)}</td>
    <td>
      ${customer.email && html`<form method="post" action="${places.storefront(shop)}account/login" target="_blank"><button class="link" name="customer[email]" value="${customer.email}">Log in on the storefront</button></form>`}
      <details><summary>Privacy</summary>${callForm('privacy', { shop: shop.domain, customer: gid(customer) }, 'Send', [
        choice('topic', 'Request', [
          ['customers/data_request', 'Wants their data'],
          ['customers/redact', 'Wants to be forgotten'],
        ]),
      ])}</details>
    </td>
  </tr>`;
}
