import { html, type Html } from '../html.ts';
import type { Shop } from '../world/types.ts';
import { callForm, field } from './call-form.ts';
import { handleOf, moment } from './layout.ts';

/** The store itself and what the app has in it. */
export function storePage(shop: Shop, waitingOrders: number): Html {
  const domain = { shop: shop.domain };
  const { install } = shop;
  return html`<h2>The app in this store</h2>
    <section class="panel">
      ${
        install
          ? html`<p>Installed ${moment(install.installedAt)}. Scopes: <code>${install.scopes.join(', ')}</code></p>
            ${callForm('uninstall', domain, 'Uninstall', '', { tone: 'bad', ask: 'Uninstall the app from this store?' })}
            ${callForm('scopes', domain, 'Change scopes', field('scopes', 'Scopes', { as: 'list', value: install.scopes.join(','), width: 'wide' }))}
            ${callForm('tokens', { ...domain, expire: 'access' }, 'Let the access tokens expire')}
            ${callForm('tokens', { ...domain, expire: 'refresh' }, 'Let the refresh tokens expire too')}`
          : html`<p>Not installed.</p>${callForm('install', domain, 'Install')}`
      }
    </section>
    ${
      waitingOrders > 0 &&
      html`<h2>Its past</h2><section class="panel">
        <p>${waitingOrders} orders of the past are waiting to be told, as signed webhooks.</p>
        ${install ? callForm('history', domain, 'Tell them') : html`<p class="quiet">Install the app first: nobody would hear of it.</p>`}
      </section>`
    }
    <h2>App data</h2>
    <section class="panel">${[
      ...(shop.metafields.get(`gid://shopify/AppInstallation/${install?.appInstallationId}`)?.values() ?? []),
    ].map(
      (metafield) =>
        html`<p><strong>${metafield.namespace}.${metafield.key}</strong> <code>${metafield.value}</code></p>`,
    )}</section>
    <h2>Theme</h2>
    <section class="panel">
      <ul>${shop.themeBlocks.map(({ handle, template }) => html`<li>${handle} in ${template}</li>`)}</ul>
      <p><a href="/store/${handleOf(shop)}/themes/current/editor">Theme editor</a></p>
    </section>
    <h2>Privacy</h2>
    <section class="panel">${callForm(
      'privacy',
      { ...domain, topic: 'shop/redact' },
      'Ask the app to erase everything of this store',
      '',
      {
        tone: 'bad',
        ask: 'Ask the app to erase everything of this store?',
      },
    )}</section>`;
}
