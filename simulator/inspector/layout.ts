import { html, type Html } from '../html.ts';
import type { Ms, Shop } from '../world/types.ts';

export const handleOf = (shop: Shop): string => shop.domain.replace('.myshopify.com', '');

/** Where a person finds things: the storefront by the store's own host name, the rest below the simulator. */
export interface Places {
  storefront(shop: Shop): string;
  admin(shop: Shop): string;
  inspect(shop: Shop, page?: string): string;
}

export const tabs = ['orders', 'customers', 'products', 'discounts', 'deliveries', 'exports', 'mail', 'store'] as const;
export type Tab = (typeof tabs)[number];
const tabNames: Record<Tab, string> = {
  orders: 'Orders',
  customers: 'Customers',
  products: 'Products',
  discounts: 'Discounts',
  deliveries: 'Webhooks',
  exports: 'Bulk operations',
  mail: 'Mail',
  store: 'Store and app',
};

/** The clock stands on every page, because moving it is what one does most. */
export interface Frame {
  title: string;
  now: Ms;
  running: boolean;
  shop?: { shop: Shop; tab: Tab };
  places: Places;
}

export function layout(frame: Frame, body: Html): string {
  const { title, now, running, places } = frame;
  return html`<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${title} · Simulator</title>
  <link rel="icon" href="data:,">
  <link rel="stylesheet" href="/inspector/inspector.css">
</head>
<body>
  <header>
    <a class="home" href="/">Simulator</a>
    <div class="clock" aria-label="Clock of the simulator">
      <time datetime="${new Date(now).toISOString()}" data-clock${running ? html` data-running` : ''}>${moment(now)}</time>
      ${clockButton('+1 day', { advance: 'P1D' })}${clockButton('+14 days', { advance: 'P14D' })}${clockButton('+30 days', { advance: 'P30D' })}
      ${clockButton(running ? 'Freeze' : 'Run', { running: !running })}
    </div>
  </header>
  ${frame.shop && shopBar(frame.shop.shop, frame.shop.tab, places)}
  <main>${body}</main>
  <p id="said" role="status" hidden></p>
  <script type="module" src="/inspector/inspector.js"></script>
</body>
</html>`.html;
}

const clockButton = (label: string, body: object): Html =>
  html`<form data-call="clock" data-body="${JSON.stringify(body)}"><button>${label}</button></form>`;

function shopBar(shop: Shop, current: Tab, places: Places): Html {
  return html`<div class="shop">
    <h1>${shop.name} <small>${shop.domain} · ${shop.currency} · ${shop.install ? 'app installed' : 'app not installed'}</small></h1>
    <p><a href="${places.storefront(shop)}" target="_blank" rel="noopener">Storefront</a> <a href="${places.admin(shop)}">Admin with the app</a></p>
    <nav aria-label="Store">${tabs.map(
      (tab) =>
        html`<a href="${places.inspect(shop, tab)}"${tab === current ? html` aria-current="page"` : ''}>${tabNames[tab]}</a>`,
    )}</nav>
  </div>`;
}

/** `2026-11-22 09:30:05 UTC`: the simulator's moments are compared, so they all stand in one zone. */
export const moment = (ms: Ms): string => `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
