/** Who asks: store, language, basket and logged-in customer, from host, path and two cookies. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { creditOf } from '../world/store-credit.ts';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { Simulator } from '../context.ts';
import type { Cart, Customer, Shop } from '../world/types.ts';
import { viewCart } from './cart-view.ts';
import { localise } from './languages.ts';
import type { Visit } from './page.ts';
import { shopOfHost } from './shop-of-host.ts';

/** Sessions do not outlive the process: nobody is logged in for long on a laptop. */
const sessionKey = randomBytes(32);
const sessionCookie = '_customer';
const cartCookie = 'cart';

export function readVisit(simulator: Simulator, request: Request): Visit | null {
  const shop = shopOfHost(simulator.world, request.headers);
  if (!shop) return null;
  const url = new URL(request.originalUrl, 'http://storefront');
  const cookies = readCookies(request.headers.cookie);
  const customer = sessionCustomer(shop, cookies.get(sessionCookie));
  if (customer) creditOf(customer, simulator.world.now());
  const cart = shop.carts.get(cookies.get(cartCookie) ?? '') ?? null;
  return {
    simulator,
    shop,
    customer,
    place: localise(shop, url.pathname),
    cart: viewCart(shop, cart, customer, simulator.world.now()),
    query: url.searchParams,
    origin: `${request.protocol}://${request.headers.host ?? shop.domain}`,
  };
}

/** A handler that knows its visit. Errors go to Express. */
export function visited(
  simulator: Simulator,
  handle: (visit: Visit, request: Request, response: Response, next: NextFunction) => void | Promise<void>,
): RequestHandler {
  return async (request, response, next) => {
    const visit = readVisit(simulator, request);
    if (!visit) return next();
    await handle(visit, request, response, next);
  };
}

export function logIn(response: Response, shop: Shop, customer: Customer): void {
  response.cookie(sessionCookie, `${customer.id}.${mark(shop, customer.id)}`, cookieOptions);
}
export function logOut(response: Response): void {
  response.clearCookie(sessionCookie, cookieOptions);
}
const cookieOptions = { path: '/', httpOnly: true, sameSite: 'lax' } as const;

function sessionCustomer(shop: Shop, cookie: string | undefined): Customer | null {
  const [id = '', given = ''] = cookie?.split('.') ?? [];
  const expected = mark(shop, id);
  if (given.length !== expected.length || !timingSafeEqual(Buffer.from(given), Buffer.from(expected))) return null;
  const customer = shop.customers.get(id);
  return customer && customer.mergedInto === null ? customer : null;
}
const mark = (shop: Shop, id: string): string =>
  createHmac('sha256', sessionKey).update(`${shop.id}/${id}`).digest('hex');

/** The shopper's basket, made on first use. */
export function ownCart(visit: Visit, response: Response): Cart {
  if (visit.cart.cart) return visit.cart.cart;
  const cart: Cart = {
    token: randomBytes(16).toString('hex'),
    lines: [],
    discountCodes: [],
    note: null,
    attributes: {},
    customerId: visit.customer?.id ?? null,
  };
  visit.shop.carts.set(cart.token, cart);
  response.cookie(cartCookie, cart.token, cookieOptions);
  return cart;
}
export function forgetCart(visit: Visit, response: Response): void {
  if (visit.cart.cart) visit.shop.carts.delete(visit.cart.cart.token);
  response.clearCookie(cartCookie, cookieOptions);
}

/** Where a form wants to lead next: a path of this storefront, never another site. */
export function safePath(path: unknown, otherwise: string): string {
  return typeof path === 'string' && /^\/(?![/\\])/.test(path) ? path : otherwise;
}

function readCookies(header: string | undefined): Map<string, string> {
  const cookies = new Map<string, string>();
  for (const part of header?.split(';') ?? []) {
    const at = part.indexOf('=');
    if (at > 0) cookies.set(part.slice(0, at).trim(), decoded(part.slice(at + 1).trim()));
  }
  return cookies;
}
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A cookie that somebody else set in another way is no cookie of ours.
    return text;
  }
}
