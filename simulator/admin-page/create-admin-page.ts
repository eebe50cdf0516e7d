/**
 * `/store/{handle}/…`: the merchant's admin, as far as an embedded app needs one, and `/app-bridge.js`. The page and what it
 * asks for are of one origin; no header allows another site to read the session token.
 */
import { join } from 'node:path';
import { type Request, type Response, Router, static as serveFiles } from 'express';
import { z } from 'zod';
import { sessionTokenFor } from '../auth/install.ts';
import type { Simulator } from '../context.ts';
import { html, type Html } from '../html.ts';
import { readExtensions } from '../storefront/extension/read-extensions.ts';
import { appData } from '../storefront/page.ts';
import type { Shop } from '../world/types.ts';
import { extensionStatus } from './extension-status.ts';
import { frameAddress, frameParameters } from './frame-address.ts';
import { adminPage, type AdminView, framePage, noticePage, shopHandle } from './page.ts';
import { findResources, pickerTypes } from './picker-resources.ts';
import { type AdminLocale, adminLocales, texts } from './texts.ts';
import { editorPage, readWish } from './theme-editor.ts';

export function createAdminPage(simulator: Simulator): Router {
  const router = Router();
  const { configuration } = simulator.app;
  const files = join(import.meta.dirname, 'assets');
  const sessionId = (shop: Shop) => `session-${shop.id}`;
  const token = (shop: Shop) => sessionTokenFor(simulator, shop);

  router.use('/admin-page', serveFiles(files, { index: false }));
  router.get('/app-bridge.js', (_request, response) => {
    // The app's page is of another origin and loads this as a script.
    response.set({ 'Cross-Origin-Resource-Policy': 'cross-origin', 'Cache-Control': 'no-cache' });
    response.sendFile(join(import.meta.dirname, 'app-bridge.js'));
  });

  const forShop = (path: string, handle: (shop: Shop, request: Request, response: Response) => void) => {
    router.get(`/store/:store${path}`, (request, response, next) => {
      const shop = simulator.world.shops.get(`${String(request.params.store)}.myshopify.com`);
      if (!shop) return next();
      response.set('Cache-Control', 'no-store');
      handle(shop, request, response);
    });
  };

  forShop('', (shop, _request, response) =>
    response.redirect(302, `/store/${shopHandle(shop)}/apps/${configuration.handle}`),
  );
  // Shopify's own pages of a customer and of an order, where the app's links lead: the inspector shows these.
  forShop('/customers/:id', (shop, { params }, response) =>
    response.redirect(302, `/inspect/${shopHandle(shop)}/customers?q=${encodeURIComponent(String(params.id))}`),
  );
  forShop('/orders/:id', (shop, { params }, response) =>
    response.redirect(302, `/inspect/${shopHandle(shop)}/orders/${encodeURIComponent(String(params.id))}`),
  );
  forShop('/session-token', (shop, _request, response) => {
    if (!shop.install) return void response.status(403).json({ error: 'The app is not installed.' });
    response.json({ token: token(shop) });
  });
  forShop('/scopes', (shop, _request, response) => {
    const { scopes: required, optionalScopes: optional } = configuration;
    response.json({ granted: shop.install?.scopes ?? [], required, optional });
  });
  forShop('/extensions', (shop, request, response) => {
    const extensions = readExtensions(simulator.app.extensionsDir);
    response.json(extensionStatus(shop, extensions, appData(shop), localeOf(shop, request)));
  });
  forShop('/resources', (shop, request, response) => {
    const read = pickerQuery.safeParse(request.query);
    if (!read.success) return void response.status(422).json({ error: z.prettifyError(read.error) });
    const { type, query, ids } = read.data;
    response.json(findResources(shop, type, query, ids.split(',').filter(Boolean)));
  });
  forShop('/themes/:theme/editor', (shop, request, response) => {
    const locale = localeOf(shop, request);
    const page = editorPage(shop, readExtensions(simulator.app.extensionsDir), locale, readWish(queryOf(request)));
    send(response, adminPage(viewOf(simulator, shop, request), page));
  });
  forShop(`/apps/${configuration.handle}{/*path}`, (shop, request, response) => {
    keepLocale(request, response);
    const view = viewOf(simulator, shop, request);
    const say = texts[view.locale];
    const appUrl = simulator.app.url();
    if (!shop.install) {
      const button = html`<form data-call="install" data-body="${JSON.stringify({ shop: shop.domain })}"><button class="primary">${say.install}</button></form>`;
      return send(response, noticePage(view, say.notInstalledTitle, say.notInstalledText, button));
    }
    if (!appUrl) return send(response, noticePage(view, say.downTitle, say.downText));
    const path = appPath(request, configuration.handle);
    const source = frameAddress({
      appUrl,
      path,
      shopDomain: shop.domain,
      locale: view.locale,
      idToken: token(shop),
      sessionId: sessionId(shop),
      apiSecret: simulator.app.apiSecret,
      wallNow: simulator.wallNow(),
    });
    send(response, framePage(view, source, { appOrigin: new URL(appUrl).origin, path, frameParameters }));
  });

  return router;
}

const pickerQuery = z.object({
  type: z.enum(pickerTypes),
  query: z.string().default(''),
  ids: z.string().default(''),
});
function viewOf(simulator: Simulator, shop: Shop, request: Request): AdminView {
  const { port, protocol } = new URL(simulator.url());
  const { name, handle } = simulator.app.configuration;
  return {
    shop,
    shops: [...simulator.world.shops.values()],
    locale: localeOf(shop, request),
    appName: name,
    appHandle: handle,
    storefrontUrl: `${protocol}//${shopHandle(shop)}.localhost${port && `:${port}`}/`,
  };
}

const queryOf = (request: Request): URLSearchParams => new URL(request.originalUrl, 'http://admin').searchParams;

/** What stands behind the app's handle in the address: the app's own route. */
function appPath(request: Request, handle: string): string {
  const url = new URL(request.originalUrl, 'http://admin');
  const [, rest = ''] = url.pathname.split(new RegExp(`/apps/${handle}(?=/|$)`), 2);
  for (const name of frameParameters) url.searchParams.delete(name);
  return (rest || '/') + url.search;
}

/** `?locale=vi`, else the language chosen before, else the store's own. */
function localeOf(shop: Shop, request: Request): AdminLocale {
  const chosen = /(?:^|;\s*)admin_locale=(\w+)/.exec(request.headers.cookie ?? '')?.[1];
  return [queryOf(request).get('locale'), chosen, shop.locale].find(isAdminLocale) ?? 'en';
}
function keepLocale(request: Request, response: Response): void {
  const asked = queryOf(request).get('locale');
  if (isAdminLocale(asked)) response.cookie('admin_locale', asked, { path: '/store', sameSite: 'lax' });
}
const isAdminLocale = (text: unknown): text is AdminLocale => (adminLocales as readonly unknown[]).includes(text);

function send(response: Response, page: Html): void {
  response.type('html').send(page.html);
}
