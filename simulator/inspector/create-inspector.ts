/**
 * `http://127.0.0.1:4000/`: the world to look at and to act on by hand. Every button is a JSON call under `/_simulator`, so
 * nothing can be done only here. JSON is also what keeps other sites' forms out.
 */
import { join } from 'node:path';
import { type Request, type Response, Router, static as serveFiles } from 'express';
import type { Control } from '../control/context.ts';
import type { Html } from '../html.ts';
import { waitingHistory } from '../seeds/waiting-history.ts';
import type { Shop } from '../world/types.ts';
import { discountsPage, productsPage } from './catalogue-pages.ts';
import { customersPage } from './customers-page.ts';
import { handleOf, layout, type Places, type Tab, tabs } from './layout.ts';
import { readListing } from './listing.ts';
import { orderPage } from './order-page.ts';
import { exportsPage } from './exports-page.ts';
import { ordersPage } from './orders-page.ts';
import { startPage } from './start-page.ts';
import { storePage } from './store-page.ts';
import { deliveriesPage, mailPage } from './traffic-pages.ts';

export function createInspector(control: Control): Router {
  const { simulator, mailbox } = control;
  const { world, clock } = simulator;
  const router = Router();
  const places: Places = {
    storefront(shop) {
      const { protocol, port } = new URL(simulator.url());
      return `${protocol}//${handleOf(shop)}.localhost${port && `:${port}`}/`;
    },
    admin: (shop) => `/store/${handleOf(shop)}/apps/${simulator.app.configuration.handle}`,
    inspect: (shop, page = 'orders') => `/inspect/${handleOf(shop)}/${page}`,
  };
  const send = (response: Response, title: string, body: Html, shop?: { shop: Shop; tab: Tab }) => {
    const frame = { title, now: clock.now(), running: clock.running(), places, ...(shop && { shop }) };
    response.set('Cache-Control', 'no-store').type('html').send(layout(frame, body));
  };
  const listingOf = (request: Request) => readListing(new URL(request.originalUrl, 'http://inspector').searchParams);

  const pages: Record<Tab, (shop: Shop, request: Request) => Html> = {
    orders: (shop, request) => ordersPage(shop, places, listingOf(request)),
    customers: (shop, request) => customersPage(simulator, shop, places, listingOf(request)),
    products: (shop) => productsPage(shop, places),
    discounts: (shop) => discountsPage(shop),
    deliveries: (shop, request) => deliveriesPage(shop, listingOf(request)),
    exports: (shop) => exportsPage(simulator, shop),
    mail: (shop) => mailPage(mailbox.list(shop.domain)),
    store: (shop) => storePage(shop, waitingHistory(shop)?.orders ?? 0),
  };

  router.use('/inspector', serveFiles(join(import.meta.dirname, 'assets'), { index: false }));
  router.get('/', (_request, response) => send(response, 'Stores', startPage(control, places)));
  router.get('/inspect/:store', (request, response) =>
    response.redirect(302, `/inspect/${request.params.store}/orders`),
  );
  for (const tab of tabs) {
    router.get(`/inspect/:store/${tab}`, (request, response, next) => {
      const shop = world.shops.get(`${request.params.store}.myshopify.com`);
      if (!shop) return next();
      send(response, `${shop.name}: ${tab}`, pages[tab](shop, request), { shop, tab });
    });
  }
  router.get('/inspect/:store/orders/:order', (request, response, next) => {
    const shop = world.shops.get(`${request.params.store}.myshopify.com`);
    const order = shop?.orders.get(request.params.order);
    if (!shop || !order) return next();
    send(response, order.name, orderPage(shop, order), { shop, tab: 'orders' });
  });
  return router;
}
