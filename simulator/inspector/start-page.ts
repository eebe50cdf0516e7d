/** The first page: stores, how the app is doing, and what can be made to go wrong. */
import type { Control } from '../control/context.ts';
import { html, type Html } from '../html.ts';
import { callForm, choice, field, tick } from './call-form.ts';
import { handleOf, type Places } from './layout.ts';

export function startPage(control: Control, places: Places): Html {
  const { simulator, dispatcher, processes } = control;
  const shops = [...simulator.world.shops.values()];
  const { held, future, due } = dispatcher.counts();
  const fault = simulator.faults.current();
  return html`
    <h2>Stores</h2>
    ${shops.length === 0 && html`<p class="quiet">There is no store yet. Add one below.</p>`}
    <div class="cards">${shops.map(
      (shop) => html`<section class="panel">
        <h3><a href="${places.inspect(shop)}">${shop.name}</a></h3>
        <p class="quiet">${shop.domain}<br>${shop.currency} · ${shop.orders.size} orders · ${shop.customers.size} customers · ${shop.install ? 'app installed' : 'app not installed'}</p>
        <p><a href="${places.storefront(shop)}" target="_blank" rel="noopener">Storefront</a> · <a href="${places.admin(shop)}">Admin</a></p>
      </section>`,
    )}</div>

    <h2>Add a store</h2>
    <div class="cards">
      <section class="panel"><h3>Empty</h3>${callForm('shops', {}, 'Add', [
        field('domain', 'Domain', { placeholder: 'shop.myshopify.com', required: true, width: 'wide' }),
        field('currency', 'Currency', { value: 'USD', required: true }),
        field('locale', 'Language', { value: 'en', required: true }),
        tick('install', 'Install the app', true),
      ])}</section>
      <section class="panel"><h3>With a catalogue and customers</h3>${callForm('stores', {}, 'Add', [
        choice('seed', 'Seed', [
          ['coffee', 'Coffee, VND'],
          ['home', 'Home goods, USD'],
        ]),
      ])}<p class="quiet">Its past is told on the page of the store, once the app is installed.</p></section>
    </div>

    <h2>The app</h2>
    <section class="panel">
      <p>${simulator.app.url() ?? 'It has not said where it listens.'}</p>
      <table><tr><th>Process</th><th>Role</th><th class="number">Follows clock</th></tr>
        ${processes.list().map(({ process, role, rev }) => html`<tr><td>${process}</td><td>${role}</td><td class="number">${rev === simulator.clock.rev() ? 'yes' : 'not yet'}</td></tr>`)}
      </table>
      <p>Webhooks: ${due} due, ${future} later, ${held} held.</p>
      ${callForm('settle', {}, 'Settle: wait until nothing is left to do')}
    </section>

    <h2>How webhooks are delivered from now on</h2>
    <section class="panel">${callForm('deliveries', {}, 'Set', [
      choice('shop', 'Store', [['', 'All stores'], ...shops.map((shop) => [shop.domain, handleOf(shop)] as const)]),
      field('duplicate', 'Twice (0–1)', { as: 'number', value: 0 }),
      field('drop', 'Lost (0–1)', { as: 'number', value: 0 }),
      field('delay', 'Delay', { placeholder: 'PT10M' }),
      tick('reorder', 'Out of order'),
      tick('hold', 'Hold back'),
      field('seed', 'Seed', { as: 'number', value: 1 }),
    ])}<p class="quiet">Set again with everything empty to deliver normally; what was held goes out then.</p></section>

    <h2>How the Admin API misbehaves from now on</h2>
    <section class="panel">
      <p>${fault ? `${fault.kind} on ${fault.operation ?? 'every operation'}, share ${fault.share}${fault.left === null ? '' : `, ${fault.left} more`}` : 'It behaves.'}</p>
      ${callForm('faults', {}, 'Set', [
        choice('kind', 'Kind', [
          ['5xx', '5xx'],
          ['429', '429'],
          ['throttled', 'THROTTLED'],
          ['timeout', 'Timeout'],
          ['reset', 'Connection reset'],
          ['unauthorized', 'Unauthorized'],
          ['half', 'Half an answer'],
          ['garbage', 'Answer that is no JSON'],
          ['failed', 'Bulk operation that fails'],
        ]),
        field('operation', 'Operation', { placeholder: 'every one', width: 'wide' }),
        field('share', 'Share (0–1)', { as: 'number', value: 1 }),
        field('count', 'Calls', { as: 'number', placeholder: 'no end' }),
      ])}
      <p>${callForm('faults', {}, 'Behave again')}</p>
    </section>

    <h2>Clock</h2>
    <section class="panel">
      ${callForm('clock', {}, 'Advance', field('advance', 'By', { placeholder: 'PT6H', required: true }))}
      ${callForm('clock', {}, 'Set', field('set', 'To', { placeholder: '2026-12-01T00:00:00Z', required: true, width: 'wide' }))}
      <p class="quiet">Moves from one due moment to the next, as the app would live through it. It never goes back.</p>
    </section>`;
}
