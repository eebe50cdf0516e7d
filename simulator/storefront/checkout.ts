/** The checkout: what stands in its form, what the order would cost, and placing it. */
import { placeOrder } from '../world/place-order.ts';
import { customerByEmail, updateCustomer } from '../world/customers.ts';
import { priceOrder, type PricedWithRefusals } from '../world/price-order.ts';
import { NotAllowed } from '../world/refusals.ts';
import type { OrderInput } from '../world/order-input.ts';
import type { Address, Customer, Order, Shop } from '../world/types.ts';
import { cartOrder } from './cart-view.ts';
import { type PaymentMethod, paymentMethods, type ShippingMethod, shippingMethods, taxRate } from './checkout-rules.ts';
import type { Visit } from './page.ts';

export interface CheckoutForm {
  email: string;
  firstName: string;
  lastName: string;
  address1: string;
  city: string;
  zip: string;
  phone: string;
  marketing: boolean;
  shipping: string;
  payment: string;
  giftCardCode: string;
}
export type CheckoutField = 'email' | 'lastName' | 'address1' | 'city' | 'giftCardCode' | 'payment';

export interface Checkout {
  form: CheckoutForm;
  customer: Customer | null;
  needsShipping: boolean;
  shippingMethods: ShippingMethod[];
  shipping: ShippingMethod | null;
  paymentMethods: PaymentMethod[];
  priced: PricedWithRefusals;
}

/** The first look at the form: what the store knows of the shopper. */
export function blankForm(customer: Customer | null): CheckoutForm {
  const address = customer?.defaultAddress;
  return {
    email: customer?.email ?? '',
    firstName: customer?.firstName ?? address?.firstName ?? '',
    lastName: customer?.lastName ?? address?.lastName ?? '',
    address1: address?.address1 ?? '',
    city: address?.city ?? '',
    zip: address?.zip ?? '',
    phone: customer?.phone ?? address?.phone ?? '',
    marketing: false,
    shipping: '',
    payment: '',
    giftCardCode: '',
  };
}

/** null while the basket is empty. A shopper who only types an address counts as the customer who has it. */
export function openCheckout(visit: Visit, form: CheckoutForm): Checkout | null {
  const { shop, cart } = visit;
  if (!cart.priced) return null;
  const customer = visit.customer ?? (form.email ? customerByEmail(shop, form.email) : null);
  const now = visit.simulator.world.now();
  const goods = { ...cartOrder(cart.cart, cart.lines), taxRate: taxRate(shop) };
  const needsShipping = cart.lines.some(({ product }) => !product.isGiftCard);
  const { subtotal } = priceOrder(shop, goods, customer?.id ?? null, now);
  const methods = needsShipping ? shippingMethods(shop, subtotal) : [];
  const shipping = methods.find(({ id }) => id === form.shipping) ?? methods[0] ?? null;
  return {
    form,
    customer,
    needsShipping,
    shippingMethods: methods,
    shipping,
    // Credit belongs to whoever is logged in; an address alone must not open somebody's purse.
    paymentMethods: paymentMethods(shop, visit.customer?.storeCredit ?? 0),
    priced: priceOrder(shop, { ...goods, shipping: shipping?.price ?? 0 }, customer?.id ?? null, now),
  };
}

export type Placed = { order: Order } | { errors: Partial<Record<CheckoutField, string>> } | { refused: true };

/** A code that no longer applies stops the order: the shopper shall see the new price first. */
export function completeCheckout(visit: Visit, checkout: Checkout, shippingTitle: string): Placed {
  const errors = problems(checkout);
  if (Object.keys(errors).length > 0) return { errors };
  if (checkout.priced.refused.length > 0) return { refused: true };
  const { form, shipping } = checkout;
  const { simulator, shop, cart } = visit;
  const input: OrderInput = {
    ...cartOrder(cart.cart, cart.lines),
    taxRate: taxRate(shop),
    customerId: checkout.customer?.id ?? null,
    email: form.email,
    phone: form.phone || null,
    shipping: shipping?.price ?? 0,
    ...(shipping && { shippingTitle }),
    payWith: form.payment,
    paid: form.payment !== 'cod',
    ...(form.payment === 'giftCard' && { giftCardCode: form.giftCardCode }),
    locale: visit.place.language,
    source: 'web',
    note: cart.cart?.note ?? null,
    noteAttributes: Object.entries(cart.cart?.attributes ?? {}).map(([name, value]) => ({ name, value })),
    ...(checkout.needsShipping && { shippingAddress: addressOf(shop, form) }),
  };
  let order: Order;
  try {
    order = placeOrder(simulator.world, shop, input);
  } catch (error) {
    if (!(error instanceof NotAllowed)) throw error;
    return { errors: { [form.payment === 'giftCard' ? 'giftCardCode' : 'payment']: error.message } };
  }
  const buyer = order.customerId === null ? undefined : shop.customers.get(order.customerId);
  if (buyer && form.marketing && !buyer.acceptsMarketing) {
    updateCustomer(simulator.world, shop, buyer, { acceptsMarketing: true });
  }
  return { order };
}

function problems({ form, needsShipping, paymentMethods: methods }: Checkout): Partial<Record<CheckoutField, string>> {
  const errors: Partial<Record<CheckoutField, string>> = {};
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(form.email)) errors.email = 'email';
  if (!form.lastName) errors.lastName = 'required';
  if (needsShipping && !form.address1) errors.address1 = 'required';
  if (needsShipping && !form.city) errors.city = 'required';
  if (!(methods as string[]).includes(form.payment)) errors.payment = 'required';
  if (form.payment === 'giftCard' && !form.giftCardCode) errors.giftCardCode = 'required';
  return errors;
}

const addressOf = (shop: Shop, form: CheckoutForm): Address => ({
  firstName: form.firstName || null,
  lastName: form.lastName || null,
  address1: form.address1,
  city: form.city,
  province: null,
  country: new Intl.DisplayNames('en', { type: 'region' }).of(shop.country) ?? null,
  countryCode: shop.country,
  zip: form.zip || null,
  phone: form.phone || null,
});
