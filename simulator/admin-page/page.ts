/** The markup of the simulated admin. Its script is `assets/host.js`. */
import { html, type Html, jsonScript } from '../html.ts';
import type { Shop } from '../world/types.ts';
import { type AdminLocale, adminLocales, type AdminTexts, texts } from './texts.ts';

export interface AdminView {
  shop: Shop;
  shops: Shop[];
  locale: AdminLocale;
  appName: string;
  appHandle: string;
  /** Where this shop's storefront is found in a browser. */
  storefrontUrl: string;
}

export const shopHandle = (shop: Shop): string => shop.domain.replace('.myshopify.com', '');
const localeNames: Record<AdminLocale, string> = { en: 'English', vi: 'Tiếng Việt' };

/** What the script of the page needs to know. */
export interface HostSetup {
  appOrigin: string;
  path: string;
  frameParameters: string[];
}

/** The app in its frame. */
export function framePage(view: AdminView, frameSource: string, setup: HostSetup): Html {
  const { shop, locale, appName, appHandle } = view;
  const handle = shopHandle(shop);
  const script = {
    ...setup,
    shop: shop.domain,
    shopName: shop.name,
    appName,
    appHandle,
    locale,
    base: `/store/${handle}`,
    prefix: `/store/${handle}/apps/${appHandle}`,
    texts: texts[locale],
  };
  return document(
    view,
    html`<div id="title" hidden><h1 id="title-text"></h1><div id="title-buttons"></div></div>
      <iframe id="app" title="${appName}" src="${frameSource}" allow="clipboard-write"></iframe>`,
    html`<div id="savebar" role="region" aria-label="${texts[locale].unsaved}" hidden>
        <span>${texts[locale].unsaved}</span><div id="savebar-buttons"></div>
      </div>
      <script type="application/json" id="setup">${jsonScript(script)}</script>
      <script type="module" src="/admin-page/host.js"></script>`,
  );
}

/** A sentence in place of the app, such as "not installed". */
export function noticePage(view: AdminView, title: string, text: string, more: Html = html``): Html {
  return document(view, html`<section class="notice"><h1>${title}</h1><p>${text}</p>${more}</section>`, plainScript());
}

/** A page of the admin itself. */
export const adminPage = (view: AdminView, body: Html): Html =>
  document(view, html`<div class="own">${body}</div>`, plainScript());

const plainScript = (): Html => html`<script type="module" src="/admin-page/chrome.js"></script>`;

function document(view: AdminView, main: Html, end: Html): Html {
  const { shop, shops, locale, appName, appHandle } = view;
  const say = texts[locale];
  return html`<!doctype html>
<html lang="${locale}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${appName} · ${shop.name}</title>
  <link rel="icon" href="data:,">
  <link rel="stylesheet" href="/admin-page/host.css">
</head>
<body data-handle="${appHandle}" data-locale="${locale}" data-shop="${shop.domain}">
  <header class="top">
    <button id="menu" type="button" aria-label="${say.menu}" aria-expanded="false" aria-controls="side">
      <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true"><path d="M3 5h14M3 10h14M3 15h14" stroke="currentColor" stroke-width="2" stroke-linecap="round"/></svg>
    </button>
    <span class="mark" aria-hidden="true">${[...shop.name][0]?.toUpperCase()}</span>
    <span class="store">${shop.name}</span>
    <span class="tag">${say.simulated}</span>
    <select id="stores" aria-label="${say.store}">
      ${shops.map((each) => html`<option value="${each.domain}"${selected(each === shop)}>${each.name}</option>`)}
    </select>
    <select id="language" aria-label="${say.language}">
      ${adminLocales.map((each) => html`<option value="${each}"${selected(each === locale)}>${localeNames[each]}</option>`)}
    </select>
  </header>
  <div id="loading" role="presentation"></div>
  ${sideNavigation(view, say)}
  <div id="shade"></div>
  <main>${main}</main>
  <div id="toasts" aria-live="polite"></div>
  ${end}
</body>
</html>`;
}

function sideNavigation({ shop, appName, appHandle, storefrontUrl }: AdminView, say: AdminTexts): Html {
  const base = `/store/${shopHandle(shop)}`;
  return html`<nav class="side" id="side" aria-label="${say.menu}">
    <h2>${say.apps}</h2>
    <ul>
      <li><a id="app-name" href="${base}/apps/${appHandle}">${appName}</a></li>
    </ul>
    <ul id="app-links"></ul>
    <h2>${say.store}</h2>
    <ul>
      <li><a href="${storefrontUrl}" target="_blank" rel="noopener">${say.storefront}</a></li>
      <li><a data-leaves href="${base}/themes/current/editor">${say.editor}</a></li>
      <li><a data-leaves href="/">${say.inspector}</a></li>
    </ul>
  </nav>`;
}

const selected = (on: boolean): Html => (on ? html` selected` : html``);
