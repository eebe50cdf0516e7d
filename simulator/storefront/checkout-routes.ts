/** `/checkout`: the form, its discount box, and the order. Works without scripts. */
import { type Request, type Response, Router, urlencoded } from 'express';
import type { Simulator } from '../context.ts';
import { addCodes } from './cart-routes.ts';
import { discountCodes, viewCart } from './cart-view.ts';
import { blankForm, type Checkout, type CheckoutForm, completeCheckout, openCheckout } from './checkout.ts';
import { paymentMethods } from './checkout-rules.ts';
import { hundredths } from './liquid/money-format.ts';
import { renderPage, themeText, type Visit } from './page.ts';
import { forgetCart, ownCart, visited } from './visit.ts';

export function createCheckoutRoutes(simulator: Simulator): Router {
  const router = Router();
  router.get(
    '/checkout',
    visited(simulator, (visit, _request, response) => {
      const [payment = 'card'] = paymentMethods(visit.shop, 0);
      show(visit, response, { ...blankForm(visit.customer), payment });
    }),
  );
  router.post(
    '/checkout',
    urlencoded({ extended: false }),
    visited(simulator, (visit, request, response) => {
      const form = readForm(visit, request);
      const wanted = text(request, 'do');
      if (wanted === 'refresh') return show(visit, response, form);
      if (wanted === 'apply') {
        addCodes(ownCart(visit, response), [text(request, 'discount')]);
        return show(fresh(visit), response, form, { typed: text(request, 'discount') });
      }
      if (wanted.startsWith('remove:')) {
        removeCode(visit, wanted.slice('remove:'.length));
        return show(fresh(visit), response, form);
      }
      const checkout = openCheckout(visit, form);
      if (!checkout) return response.redirect(303, `${visit.place.root}/cart`);
      const title = checkout.shipping ? themeText(visit, `checkout.shipping_${checkout.shipping.id}`) : '';
      const placed = completeCheckout(visit, checkout, title);
      if ('errors' in placed) return show(visit, response, form, { errors: placed.errors });
      if ('refused' in placed) return show(visit, response, form);
      forgetCart(visit, response);
      response.redirect(303, `${visit.place.root}/orders/${placed.order.token}?thanks`);
    }),
  );
  return router;
}

/** A code that is refused is shown with its reason and taken out again, as Shopify's checkout does. */
function show(
  visit: Visit,
  response: Response,
  form: CheckoutForm,
  more: { errors?: object; typed?: string } = {},
): void {
  const before = openCheckout(visit, form);
  if (!before) return response.redirect(303, `${visit.place.root}/cart`);
  const { refused } = before.priced;
  for (const { code } of refused) removeCode(visit, code);
  const now = refused.length > 0 ? fresh(visit) : visit;
  const checkout = openCheckout(now, form) ?? before;
  const failed = refused.length > 0 || more.errors !== undefined;
  const objects = () => ({ checkout: checkoutDrop(now, checkout), refused, errors: more.errors ?? {} });
  response.status(failed ? 422 : 200).send(renderPage(now, { template: 'checkout', layout: 'checkout', objects }));
}

function checkoutDrop(visit: Visit, checkout: Checkout) {
  const cents = (minor: number) => hundredths(minor, visit.shop.currency);
  const { priced, shipping } = checkout;
  return {
    form: checkout.form,
    needs_shipping: checkout.needsShipping,
    shipping_methods: checkout.shippingMethods.map(({ id, price }) => ({
      id,
      price: cents(price),
      chosen: id === shipping?.id,
    })),
    payment_methods: checkout.paymentMethods,
    store_credit: cents(visit.customer?.storeCredit ?? 0),
    discount_codes: discountCodes(visit.cart)
      .filter(({ applicable }) => applicable)
      .map(({ code }) => ({
        code,
        amount: cents(priced.discountCodes.find((each) => same(each.code, code))?.amount ?? 0),
      })),
    automatic: priced.applications.filter(({ type }) => type === 'automatic').map(({ title }) => title),
    subtotal: cents(priced.subtotal),
    discounts: cents(priced.totalDiscounts),
    shipping: cents((shipping?.price ?? 0) - priced.shippingDiscount),
    shipping_before: cents(shipping?.price ?? 0),
    tax: cents(priced.totalTax),
    taxes_included: visit.shop.taxesIncluded,
    total: cents(priced.total),
  };
}

const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
function removeCode({ cart: { cart } }: Visit, code: string): void {
  if (cart) cart.discountCodes = cart.discountCodes.filter((known) => !same(known, code.trim()));
}
const fresh = (visit: Visit): Visit => ({
  ...visit,
  cart: viewCart(visit.shop, visit.cart.cart, visit.customer, visit.simulator.world.now()),
});

function readForm(visit: Visit, request: Request): CheckoutForm {
  return {
    // Who is logged in buys as themselves.
    email: visit.customer?.email ?? text(request, 'email'),
    firstName: text(request, 'firstName'),
    lastName: text(request, 'lastName'),
    address1: text(request, 'address1'),
    city: text(request, 'city'),
    zip: text(request, 'zip'),
    phone: text(request, 'phone'),
    marketing: text(request, 'marketing') !== '',
    shipping: text(request, 'shipping'),
    payment: text(request, 'payment'),
    giftCardCode: text(request, 'giftCardCode'),
  };
}
function text(request: Request, name: string): string {
  const body: unknown = request.body;
  const value = body !== null && typeof body === 'object' ? (body as Record<string, unknown>)[name] : undefined;
  return typeof value === 'string' ? value.trim().slice(0, 255) : '';
}
