/** The app's block for Shopify's thank-you and order status pages, shown on the simulated order page to whoever opens it there. */
import { Router } from 'express';
import { extensionTokenFor } from '../../auth/install.ts';
import type { Simulator } from '../../context.ts';
import type { Order } from '../../world/types.ts';
import type { Visit } from '../page.ts';
import { visited } from '../visit.ts';
import { buildModule, readUiExtensions, wordsOf } from './read-ui-extensions.ts';
import { asScript, standInPage } from './stand-in.ts';

const TARGETS = {
  'thank-you': 'purchase.thank-you.block.render',
  'order-status': 'customer-account.order-status.block.render',
} as const;
export type OrderPage = keyof typeof TARGETS;

/** Null: the app brings none, or is not installed. */
export function orderBlockAddress({ simulator, shop, place }: Visit, order: Order, page: OrderPage): string | null {
  return shop.install && findModule(simulator, page) ? `${place.root}/orders/${order.token}/app-block/${page}` : null;
}

function findModule({ app }: Simulator, page: OrderPage) {
  for (const extension of readUiExtensions(app.extensionsDir)) {
    const module = extension.modules.get(TARGETS[page]);
    if (module !== undefined) return { ...extension, module };
  }
  return null;
}

export function createOrderBlockRoutes(simulator: Simulator): Router {
  const router = Router();
  const isPage = (name: unknown): name is OrderPage => typeof name === 'string' && Object.hasOwn(TARGETS, name);
  router.get(
    '/orders/:token/app-block/:page',
    visited(simulator, (visit, request, response, next) => {
      const { token, page } = request.params;
      const order = [...visit.shop.orders.values()].find((each) => each.token === token);
      const found = isPage(page) ? findModule(simulator, page) : null;
      if (!order || !isPage(page) || !found) return next();
      const { language } = visit.place;
      const here = `${visit.place.root}/orders/${order.token}/app-block`;
      response.set('Content-Security-Policy', "frame-ancestors 'self'").send(
        standInPage({
          locale: language,
          words: wordsOf(found.directory, language),
          api: shopifyOf(visit, order, here),
          script: `${here}/code/${page}.js`,
          before: FIT,
        }),
      );
    }),
  );
  router.get(
    '/orders/:token/app-block/code/:page.js',
    visited(simulator, async (_visit, request, response, next) => {
      const { page } = request.params;
      const found = isPage(page) ? findModule(simulator, page) : null;
      if (!found) return next();
      const code = await buildModule(found.directory, found.module);
      // The address that is deployed with it is that of the real app; this one is here.
      const here = simulator.app.url();
      const { applicationUrl } = simulator.app.configuration;
      response.type('text/javascript').send(here === null ? code : code.replaceAll(applicationUrl, here));
    }),
  );
  router.get(
    '/orders/:token/app-block/session/token',
    visited(simulator, (visit, _request, response) => {
      response.json({ token: extensionTokenFor(simulator, visit.shop, visit.customer?.id ?? null) });
    }),
  );
  return router;
}

/** The frame is as high as what is in it. */
const FIT = `
  new ResizeObserver(() => {
    if (window.frameElement) window.frameElement.style.height = document.documentElement.offsetHeight + 32 + 'px';
  }).observe(document.documentElement);`;

function shopifyOf({ customer, place }: Visit, order: Order, here: string): string {
  const processedAt = new Date(order.processedAt).toISOString();
  const known = customer === null ? 'pre_authenticated' : 'fully_authenticated';
  return `{
    order: signal(${asScript({ id: `gid://shopify/Order/${order.id}`, name: order.name, processedAt })}),
    orderConfirmation: signal(${asScript({ order: { id: `gid://shopify/OrderIdentity/${order.id}` } })}),
    authenticationState: signal(${asScript(known)}),
    requireLogin: async () => { window.top.location.href = ${asScript(`${place.root}/account/login`)}; },
    sessionToken: { get: async () => (await (await fetch(${asScript(`${here}/session/token`)})).json()).token },
    extension: {},
  }`;
}
