/**
 * The stores' storefronts: `http://coffee.localhost:4000/` in a browser, or any address with
 * `X-Forwarded-Host: coffee.myshopify.com`. Requests for no store go on to whatever is mounted next.
 */
import { join } from 'node:path';
import { Router, raw, static as serveFiles } from 'express';
import type { Simulator } from '../context.ts';
import { createAccountRoutes } from './account-routes.ts';
import { callProxy } from './app-proxy/call.ts';
import { createCartRoutes } from './cart-routes.ts';
import { createCheckoutRoutes } from './checkout-routes.ts';
import { readExtensions } from './extension/read-extensions.ts';
import { localise, shopLanguage } from './languages.ts';
import { collectionDrop, everything, productDrop } from './liquid/drops.ts';
import { proxyDeps } from './proxy-deps.ts';
import { renderInTheme, renderPage, themeDirectory, themeText } from './page.ts';
import { shopOfHost } from './shop-of-host.ts';
import { createOrderBlockRoutes } from './ui-extension/order-block.ts';
import { visited } from './visit.ts';

export function createStorefront(simulator: Simulator): Router {
  const router = Router();
  router.use((request, response, next) => {
    const shop = shopOfHost(simulator.world, request.headers);
    if (!shop) return next('router');
    const { path, language, root } = localise(shop, request.path);
    // The shop's own language has no prefix; with one, the address is spelled the other way.
    if (root === '' && request.path !== path && request.method === 'GET' && language === shopLanguage(shop)) {
      return response.redirect(302, path + request.originalUrl.slice(request.path.length));
    }
    request.url = path + request.url.slice(request.path.length);
    next();
  });

  router.use('/theme-assets', serveFiles(join(themeDirectory, 'assets'), { index: false }));
  router.use('/extensions/:handle/assets', (request, response, next) => {
    const extension = readExtensions(simulator.app.extensionsDir).find(
      ({ handle }) => handle === request.params.handle,
    );
    if (!extension) return next();
    serveFiles(join(extension.directory, 'assets'), { index: false })(request, response, next);
  });

  mountProxy(router, simulator);
  router.use(createCartRoutes(simulator));
  router.use(createCheckoutRoutes(simulator));
  router.use(createAccountRoutes(simulator));
  router.use(createOrderBlockRoutes(simulator));
  mountCatalogue(router, simulator);

  router.use(
    visited(simulator, (visit, _request, response) => {
      response.status(404).send(renderPage(visit, { template: '404', title: themeText(visit, 'not_found.title') }));
    }),
  );
  return router;
}

function mountCatalogue(router: Router, simulator: Simulator): void {
  router.get(
    '/',
    visited(simulator, (visit, _request, response) => {
      response.send(
        renderPage(visit, { template: 'index', objects: (context) => ({ everything: everything(context, '') }) }),
      );
    }),
  );
  router.get(
    ['/collections', '/collections/:handle'],
    visited(simulator, (visit, request, response, next) => {
      const handle = request.params.handle ?? 'all';
      const collection = [...visit.shop.collections.values()].find((each) => each.handle === handle);
      if (!collection && handle !== 'all') return next();
      const title = collection?.title ?? themeText(visit, 'collection.all');
      response.send(
        renderPage(visit, {
          template: 'collection',
          title,
          objects: (context) => ({
            collection: collection ? collectionDrop(context, collection) : everything(context, title),
          }),
        }),
      );
    }),
  );
  router.get(
    ['/products/:handle', '/collections/:collection/products/:handle'],
    visited(simulator, (visit, request, response, next) => {
      const product = [...visit.shop.products.values()].find(
        ({ handle, status }) => handle === request.params.handle && status === 'ACTIVE',
      );
      if (!product) return next();
      const variant = product.variants.find(({ id }) => id === visit.query.get('variant'));
      response.send(
        renderPage(visit, {
          template: 'product',
          title: product.title,
          objects: (context) => ({ product: productDrop(context, product, variant) }),
        }),
      );
    }),
  );
}

function mountProxy(router: Router, simulator: Simulator): void {
  const proxy = simulator.app.configuration.appProxy;
  if (!proxy) return;
  router.use(
    `/${proxy.prefix}/${proxy.subpath}`,
    raw({ type: () => true, limit: '5mb' }),
    visited(simulator, async (visit, request, response) => {
      const answer = await callProxy(proxyDeps(simulator), visit.shop, {
        customerId: visit.customer?.id ?? null,
        method: request.method,
        path: request.path,
        query: visit.query,
        headers: Object.fromEntries(
          Object.entries(request.headers).flatMap(([name, value]) =>
            typeof value === 'string' ? [[name, value]] : [],
          ),
        ),
        body: Buffer.isBuffer(request.body) ? request.body : null,
        ip: request.socket.remoteAddress ?? null,
        render: async (liquid) => renderInTheme(visit, liquid, { template: 'page', layout: 'theme' }, true),
      });
      if (answer.status === 502) {
        response.status(502).send(renderPage(visit, { template: '502', title: themeText(visit, 'app_down.title') }));
        return;
      }
      response.status(answer.status).set(answer.headers).send(answer.body);
    }),
  );
}
