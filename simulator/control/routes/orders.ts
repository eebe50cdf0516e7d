import { z } from 'zod';
import { cancelOrder } from '../../world/cancel-order.ts';
import { deleteOrder } from '../../world/delete-order.ts';
import { editOrder, exchangeOrder } from '../../world/edit-order.ts';
import type { LineInput, OrderInput } from '../../world/order-input.ts';
import { findOrder } from '../../world/order-story.ts';
import { payOrder, voidOrder } from '../../world/pay-order.ts';
import { createGiftCard } from '../../world/payments.ts';
import { placeOrder } from '../../world/place-order.ts';
import { priceOrder } from '../../world/price-order.ts';
import { customerByEmail, findCustomer } from '../../world/customers.ts';
import { creditOf } from '../../world/store-credit.ts';
import { refundOrder } from '../../world/refund-order.ts';
import { isCurrency } from '../../money.ts';
import type { Order, Shop, World } from '../../world/types.ts';
import type { Control } from '../context.ts';
import { domain, flag, id, minor, minorIf, money, quantity, shopMeant, time } from '../fields.ts';
import { post, type ControlRoute } from '../route.ts';

const line = z.strictObject({
  variant: id.optional(),
  sku: z.string().optional(),
  title: z.string().optional(),
  price: money.optional(),
  quantity: quantity.default(1),
  discount: money.optional(),
  tax: money.optional(),
  giftCard: flag.optional(),
  taxable: flag.optional(),
  requiresShipping: flag.optional(),
  properties: z.array(z.strictObject({ name: z.string(), value: z.string() })).optional(),
});
const lineQuantity = z.strictObject({ id, quantity: quantity.default(1) });
const address = z.strictObject({
  firstName: z.string().nullable().default(null),
  lastName: z.string().nullable().default(null),
  address1: z.string().nullable().default(null),
  city: z.string().nullable().default(null),
  province: z.string().nullable().default(null),
  country: z.string().nullable().default(null),
  countryCode: z.string().nullable().default(null),
  zip: z.string().nullable().default(null),
  phone: z.string().nullable().default(null),
});
/** As webhooks name them, or as `customAttributes` of the Admin API. */
const noteAttributes = z.array(
  z.union([
    z.strictObject({ name: z.string(), value: z.string() }),
    z
      .strictObject({ key: z.string(), value: z.string() })
      .transform(({ key: name, value }): { name: string; value: string } => ({ name, value })),
  ]),
);
const newOrder = z.strictObject({
  shop: domain.optional(),
  /** null: nobody's, though an address was given. */
  customer: id.nullable().optional(),
  email: z.string().optional(),
  phone: z.string().optional(),
  lines: z.array(line).min(1),
  shipping: money.optional(),
  shippingTitle: z.string().optional(),
  tax: money.optional(),
  taxesIncluded: flag.optional(),
  tip: money.optional(),
  duties: money.optional(),
  orderDiscount: money.optional(),
  discountCodes: z.array(z.string()).optional(),
  presentmentCurrency: z.string().refine(isCurrency, 'no currency code').optional(),
  exchangeRate: z
    .union([z.number(), z.string().transform(Number)])
    .pipe(z.number().positive())
    .optional(),
  payWith: z.enum(['card', 'giftCard', 'storeCredit', 'cod', 'bankTransfer']).optional(),
  giftCardCode: z.string().optional(),
  test: flag.optional(),
  paid: flag.optional(),
  at: time.optional(),
  source: z.string().optional(),
  note: z.string().optional(),
  noteAttributes: noteAttributes.optional(),
  tags: z.array(z.string()).optional(),
  locale: z.string().optional(),
  shippingAddress: address.optional(),
});
const oneOrder = { shop: domain.optional(), order: id };

export function orderRoutes({ simulator: { world } }: Control): ControlRoute[] {
  return [
    post('orders', newOrder, (body) => {
      const shop = shopMeant(world, body.shop);
      const input = orderInput(world, shop, body);
      bringMeansOfPayment(world, shop, input);
      const order = placeOrder(world, shop, input);
      return {
        order: {
          id: `gid://shopify/Order/${order.id}`,
          name: order.name,
          lines: order.lines.map((each) => ({ id: `gid://shopify/LineItem/${each.id}` })),
          customer: order.customerId === null ? null : { id: `gid://shopify/Customer/${order.customerId}` },
        },
      };
    }),
    onOrder('orders/pay', z.strictObject(oneOrder), ({ shop, order }) => payOrder(world, shop, order)),
    onOrder('orders/void', z.strictObject(oneOrder), ({ shop, order }) => voidOrder(world, shop, order)),
    onOrder(
      'orders/refund',
      z.strictObject({
        ...oneOrder,
        lines: z.array(lineQuantity).optional(),
        amount: money.optional(),
        shippingAmount: money.optional(),
        to: z.enum(['original', 'storeCredit']).optional(),
        note: z.string().optional(),
      }),
      ({ shop, order, body }) => {
        const refund = refundOrder(world, shop, order, {
          lines: body.lines,
          amount: minorIf(body.amount, shop),
          shippingAmount: minorIf(body.shippingAmount, shop),
          to: body.to,
          note: body.note,
        });
        return { refund: { id: `gid://shopify/Refund/${refund.id}` } };
      },
    ),
    onOrder(
      'orders/cancel',
      z.strictObject({ ...oneOrder, reason: z.string().optional(), refund: flag.optional() }),
      ({ shop, order, body }) => cancelOrder(world, shop, order, { reason: body.reason, refund: body.refund }),
    ),
    onOrder(
      'orders/edit',
      z.strictObject({
        ...oneOrder,
        add: z.array(line).optional(),
        remove: z.array(lineQuantity).optional(),
        collect: flag.optional(),
      }),
      ({ shop, order, body }) => {
        const before = order.lines.length;
        editOrder(world, shop, order, {
          add: body.add?.map((each) => lineInput(shop, each)),
          remove: body.remove,
          collect: body.collect,
        });
        return { lines: addedLines(order, before) };
      },
    ),
    onOrder(
      'orders/exchange',
      z.strictObject({ ...oneOrder, return: z.array(lineQuantity).min(1), add: z.array(line).min(1) }),
      ({ shop, order, body }) => {
        const before = order.lines.length;
        exchangeOrder(world, shop, order, {
          return: body.return,
          add: body.add.map((each) => lineInput(shop, each)),
        });
        return { lines: addedLines(order, before) };
      },
    ),
    onOrder('orders/delete', z.strictObject(oneOrder), ({ shop, order }) => deleteOrder(world, shop, order)),
    post(
      'giftCards',
      z.strictObject({
        shop: domain.optional(),
        customer: id.optional(),
        amount: money,
        code: z.string().min(8).optional(),
      }),
      (body) => {
        const shop = shopMeant(world, body.shop);
        if (body.customer !== undefined) findCustomer(shop, body.customer);
        const card = createGiftCard(world, shop, {
          initial: minor(body.amount, shop),
          customerId: body.customer ?? null,
          ...(body.code !== undefined && { code: body.code }),
        });
        return { giftCard: { id: `gid://shopify/GiftCard/${card.id}`, code: card.code } };
      },
    ),
  ];

  function onOrder<Schema extends z.ZodType<{ order: string }>>(
    path: string,
    schema: Schema,
    handle: (given: { shop: Shop; order: Order; body: z.output<Schema> }) => unknown,
  ): ControlRoute {
    return post(path, schema, (body) => handle({ ...findOrder(world, body.order), body }));
  }
}

const addedLines = (order: Order, before: number): { id: string }[] =>
  order.lines.slice(before).map((each) => ({ id: `gid://shopify/LineItem/${each.id}` }));

function lineInput(shop: Shop, { variant, price, discount, tax, ...rest }: z.output<typeof line>): LineInput {
  return {
    ...rest,
    ...(variant !== undefined && { variantId: variant }),
    ...(price !== undefined && { price: minor(price, shop) }),
    ...(discount !== undefined && { discount: minor(discount, shop) }),
    ...(tax !== undefined && { tax: minor(tax, shop) }),
  };
}

/** Everyday words for Shopify's own names; any other name stands for itself. */
const sourceNames: Record<string, string> = {
  online: 'web',
  b2b: 'web',
  draft: 'shopify_draft_order',
  subscription: 'subscription_contract',
};

function orderInput(world: World, shop: Shop, body: z.output<typeof newOrder>): OrderInput {
  const { shop: _shop, customer, lines, shipping, tax, tip, duties, orderDiscount, source, ...rest } = body;
  return {
    ...rest,
    ...(source !== undefined && { source: sourceNames[source.toLowerCase()] ?? source }),
    // What makes an order B2B is the company that buys.
    ...(source?.toLowerCase() === 'b2b' && { company: { id: world.nextId(), locationId: world.nextId() } }),
    lines: lines.map((each) => lineInput(shop, each)),
    customerId: customer ?? null,
    nobody: customer === null,
    shipping: minorIf(shipping, shop),
    tax: minorIf(tax, shop),
    tip: minorIf(tip, shop),
    duties: minorIf(duties, shop),
    orderDiscount: minorIf(orderDiscount, shop),
    automaticDiscounts: true,
  };
}

/**
 * The call says only "paid with a gift card" or "with store credit". Where the shopper has too little of it, the merchant
 * has issued what is missing beforehand.
 */
function bringMeansOfPayment(world: World, shop: Shop, input: OrderInput): void {
  if (input.paid === false || input.giftCardCode !== undefined) return;
  if (input.payWith !== 'giftCard' && input.payWith !== 'storeCredit') return;
  const customer = input.nobody
    ? null
    : input.customerId
      ? findCustomer(shop, input.customerId)
      : input.email
        ? customerByEmail(shop, input.email)
        : null;
  const { total } = priceOrder(shop, input, customer?.id ?? null, input.at ?? world.now());
  if (input.payWith === 'storeCredit') {
    const missing = customer ? total - creditOf(customer, input.at ?? world.now()) : 0;
    if (customer && missing > 0) customer.storeCredit += missing;
    return;
  }
  const own = [...shop.giftCards.values()].filter((card) => customer !== null && card.customerId === customer.id);
  const missing = total - own.reduce((sum, card) => sum + card.balance, 0);
  if (missing <= 0) return;
  const card = createGiftCard(world, shop, { initial: customer ? missing : total, customerId: customer?.id ?? null });
  if (!customer) input.giftCardCode = card.code;
}
