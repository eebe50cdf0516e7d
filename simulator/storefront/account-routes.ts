/** Logging in (one click: this is a laptop), registering, the account and its orders. */
import { type Request, Router, urlencoded } from 'express';
import type { Simulator } from '../context.ts';
import { createCustomer, customerByEmail, updateCustomer } from '../world/customers.ts';
import { NotAllowed } from '../world/refusals.ts';
import type { Customer, Shop } from '../world/types.ts';
import { hundredths } from './liquid/money-format.ts';
import { orderDrop } from './liquid/drops.ts';
import { renderPage, type Visit } from './page.ts';
import { orderBlockAddress } from './ui-extension/order-block.ts';
import { logIn, logOut, safePath, visited } from './visit.ts';

export function createAccountRoutes(simulator: Simulator): Router {
  const router = Router();
  const form = urlencoded({ extended: false });
  const accountPath = (visit: Visit) => `${visit.place.root}/account`;

  router.get(
    '/account/login',
    visited(simulator, (visit, request, response) => {
      if (visit.customer) return response.redirect(302, accountPath(visit));
      response.send(loginPage(visit, safePath(request.query.return_to, '')));
    }),
  );
  router.post(
    '/account/login',
    form,
    visited(simulator, (visit, request, response) => {
      const email = field(request, 'customer[email]');
      const returnTo = safePath(field(request, 'return_to'), '');
      const customer = customerByEmail(visit.shop, email);
      if (!customer) return void response.status(422).send(loginPage(visit, returnTo, { email, error: 'unknown' }));
      enable(visit, customer);
      logIn(response, visit.shop, customer);
      response.redirect(303, returnTo || accountPath(visit));
    }),
  );
  router.get(
    '/account/logout',
    visited(simulator, (visit, _request, response) => {
      logOut(response);
      response.redirect(302, visit.place.root || '/');
    }),
  );
  router.get(
    '/account/register',
    visited(simulator, (visit, _request, response) => {
      response.send(renderPage(visit, { template: 'customers/register' }));
    }),
  );
  router.post(
    '/account',
    form,
    visited(simulator, (visit, request, response) => {
      const given = {
        firstName: field(request, 'customer[first_name]') || null,
        lastName: field(request, 'customer[last_name]') || null,
        email: field(request, 'customer[email]'),
        marketing: field(request, 'customer[accepts_marketing]') === 'true',
      };
      const outcome = register(visit, given);
      if (typeof outcome !== 'string') {
        logIn(response, visit.shop, outcome);
        return response.redirect(303, accountPath(visit));
      }
      const objects = () => ({ form_errors: [outcome], posted: given });
      response.status(422).send(renderPage(visit, { template: 'customers/register', objects }));
    }),
  );
  router.get(
    '/account',
    visited(simulator, (visit, _request, response) => {
      if (!visit.customer) return response.redirect(302, `${accountPath(visit)}/login`);
      response.send(renderPage(visit, { template: 'customers/account' }));
    }),
  );
  /** The page behind `order_status_url`: whoever has the order's token may see it, as on Shopify. */
  router.get(
    ['/account/orders/:token', '/orders/:token'],
    visited(simulator, (visit, request, response, next) => {
      const order = [...visit.shop.orders.values()].find(({ token }) => token === request.params.token);
      if (!order) return next();
      const thanks = visit.query.has('thanks');
      const app_block = orderBlockAddress(visit, order, thanks ? 'thank-you' : 'order-status');
      const objects = (context: Parameters<typeof orderDrop>[0]) => ({
        order: orderDrop(context, order),
        thanks,
        app_block,
      });
      response.send(renderPage(visit, { template: 'customers/order', title: order.name, objects }));
    }),
  );
  return router;
}

function register(
  visit: Visit,
  given: { firstName: string | null; lastName: string | null; email: string; marketing: boolean },
): Customer | 'email' | 'taken' {
  const { simulator, shop } = visit;
  if (!given.email) return 'email';
  const known = customerByEmail(shop, given.email);
  if (known?.state === 'enabled') return 'taken';
  if (known) {
    enable(visit, known);
    return known;
  }
  try {
    const locale = visit.place.language;
    return createCustomer(simulator.world, shop, { ...given, locale, state: 'enabled' });
  } catch (error) {
    if (error instanceof NotAllowed) return 'email';
    throw error;
  }
}

/** Somebody who bought as a guest has an account from the first time they log in. */
function enable({ simulator, shop }: Visit, customer: Customer): void {
  if (customer.state !== 'enabled') updateCustomer(simulator.world, shop, customer, { state: 'enabled' });
}

function loginPage(visit: Visit, returnTo: string, failed: { email: string; error: string } | null = null): string {
  const people = demoPeople(visit.shop);
  const objects = () => ({ people, return_to: returnTo, failed });
  return renderPage(visit, { template: 'customers/login', objects });
}

/** Those who bought last, for a login by one click. */
function demoPeople(shop: Shop) {
  type Person = { email: string; first_name: string | null; last_name: string | null; orders: number; spent: number };
  const seen = new Map<string, Person>();
  const orders = [...shop.orders.values()].sort((one, other) => other.processedAt - one.processedAt);
  for (const order of orders) {
    const customer = order.customerId === null ? undefined : shop.customers.get(order.customerId);
    if (!customer?.email || customer.mergedInto !== null) continue;
    const person = seen.get(customer.id) ?? nobodyYet(customer, customer.email);
    person.orders += 1;
    person.spent += hundredths(order.total, shop.currency);
    seen.set(customer.id, person);
  }
  for (const customer of shop.customers.values()) {
    if (seen.size >= 6) break;
    if (!customer.email || customer.mergedInto !== null || seen.has(customer.id)) continue;
    seen.set(customer.id, nobodyYet(customer, customer.email));
  }
  return [...seen.values()].slice(0, 6);
}

function nobodyYet({ firstName, lastName }: Customer, email: string) {
  return { email, first_name: firstName, last_name: lastName, orders: 0, spent: 0 };
}

function field(request: Request, name: string): string {
  const body: unknown = request.body;
  const value = body !== null && typeof body === 'object' ? (body as Record<string, unknown>)[name] : undefined;
  return typeof value === 'string' ? value.trim().slice(0, 255) : '';
}
