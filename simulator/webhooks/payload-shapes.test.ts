/**
 * The payloads against Shopify's own samples (`../shared/data/shopify/webhooks`, not part of this project), key by key and
 * type by type wherever both sides have something to compare.
 */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { mergeCustomers } from '../world/merge-customers.ts';
import { cancelOrder } from '../world/cancel-order.ts';
import { createCustomer, updateCustomer } from '../world/customers.ts';
import { createDiscount } from '../world/discounts.ts';
import { editOrder, exchangeOrder } from '../world/edit-order.ts';
import { addShipmentEvent, fulfilOrder } from '../world/fulfil-order.ts';
import { requestPrivacy } from '../world/privacy.ts';
import { createProduct } from '../world/products.ts';
import { refundOrder } from '../world/refund-order.ts';
import type { Address, Happening } from '../world/types.ts';
import { item, testShop, units } from '../world/world.fixture.ts';
import { renderPayload } from './render/index.ts';
import { payloadText } from './render/json.ts';

const folder = fileURLToPath(new URL('../../../shared/data/shopify/webhooks/', import.meta.url));
const present = existsSync(folder);

const address: Address = {
  firstName: 'Ada',
  lastName: 'Byron',
  address1: '1 Main Street',
  city: 'London',
  province: 'England',
  country: 'United Kingdom',
  countryCode: 'GB',
  zip: 'N1',
  phone: '+44 20 7946 0000',
};

/** Everything that can happen to an order, once; the happenings by topic, the last of each. */
function everything(): Map<string, { happening: Happening; payload: unknown }> {
  const { world, shop, order } = testShop();
  const seen = new Map<string, { happening: Happening; payload: unknown }>();
  const granted = new Set(['name', 'email', 'phone', 'address'] as const);
  world.listen((happening) => {
    const payload = renderPayload(happening.topic, { world, shop, granted }, happening.resource);
    seen.set(happening.topic, { happening, payload: JSON.parse(payloadText(payload)) });
  });
  const customer = createCustomer(world, shop, { email: 'ada@example.com', defaultAddress: address });
  const other = createCustomer(world, shop, { email: 'ada@other.example', defaultAddress: address });
  createProduct(world, shop, { title: 'Mug', variants: [{ price: 1000, sku: 'MUG' }] });
  createDiscount(world, shop, { title: 'Ten', codes: ['TEN'], kind: 'amount', value: 500 });
  const placed = order({
    customerId: customer.id,
    lines: [{ sku: 'MUG', quantity: 2 }, item(3000), { ...item(500), discount: 100 }],
    shipping: 700,
    shippingAddress: address,
    discountCodes: ['TEN'],
    taxRate: 0.1,
    payWith: 'cod',
  });
  refundOrder(world, shop, placed, { lines: [units(placed, 0)], shippingAmount: 100 });
  editOrder(world, shop, placed, { add: [item(100)], remove: [units(placed, 2)] });
  exchangeOrder(world, shop, placed, { return: [units(placed, 0)], add: [item(900)] });
  const parcel = fulfilOrder(world, shop, placed, { company: 'UPS', number: '1Z', url: 'https://ups.example/1Z' });
  addShipmentEvent(world, shop, placed, parcel, { status: 'in_transit', message: 'On its way', country: 'GB' });
  const short = order({ customerId: customer.id, lines: [item(100)], shipping: 50, shippingAddress: address });
  cancelOrder(world, shop, short, { reason: 'customer' });
  order({ customerId: customer.id, lines: [item(100)] });
  updateCustomer(world, shop, customer, { state: 'enabled' });
  requestPrivacy(world, shop, 'customers/data_request', customer);
  mergeCustomers(world, shop, customer, other);
  requestPrivacy(world, shop, 'customers/redact', customer);
  requestPrivacy(world, shop, 'shop/redact', null);
  world.announce({ shop, topic: 'app/uninstalled', resource: shop });
  world.announce({ shop, topic: 'shop/update', resource: shop });
  return seen;
}

function differences(ours: unknown, sample: unknown, path: string): string[] {
  // An empty list or a null of the sample shows no shape to compare with.
  if (ours === null || sample === null) return [];
  if (Array.isArray(sample) || Array.isArray(ours)) {
    if (!Array.isArray(sample) || !Array.isArray(ours)) return [`${path}: list on one side only`];
    return ours[0] === undefined || sample[0] === undefined ? [] : differences(ours[0], sample[0], `${path}[]`);
  }
  if (typeof sample !== typeof ours) return [`${path}: ${typeof ours}, the sample has ${typeof sample}`];
  if (typeof ours !== 'object' || typeof sample !== 'object') return [];
  const [own, theirs] = [new Map(Object.entries(ours)), new Map(Object.entries(sample))];
  return [
    ...[...theirs.keys()].filter((key) => !own.has(key)).map((key) => `${path}.${key}: missing`),
    ...[...own.keys()].filter((key) => !theirs.has(key)).map((key) => `${path}.${key}: not in the sample`),
    ...[...own].flatMap(([key, value]) =>
      theirs.has(key) ? differences(value, theirs.get(key), `${path}.${key}`) : [],
    ),
  ];
}

const title = 'payloads have the keys and types of Shopify’s samples';
describe.skipIf(!present)(present ? title : `${title} (left out: ../shared/data is not there)`, () => {
  const seen = present ? everything() : new Map<string, { happening: Happening; payload: unknown }>();
  test.each([
    'orders/create',
    'orders/paid',
    'orders/updated',
    'orders/cancelled',
    'orders/fulfilled',
    'orders/edited',
    'refunds/create',
    'returns/approve',
    'order_transactions/create',
    'customers/create',
    'customers/update',
    'customers/enable',
    'customers/merge',
    'customers/data_request',
    'customers/redact',
    'shop/redact',
    'fulfillments/create',
    'fulfillments/update',
    'fulfillment_events/create',
    'products/create',
    'discounts/create',
    'discounts/redeemcode_added',
    'app/uninstalled',
    'shop/update',
  ])('%s', (topic) => {
    const sample: unknown = JSON.parse(readFileSync(`${folder}${topic.replace('/', '__')}.json`, 'utf8'));
    const ours = seen.get(topic);
    expect(ours, `nothing announced ${topic}`).toBeDefined();
    expect(differences(ours?.payload, sample, topic)).toEqual([]);
  });
});

test('ids are JSON numbers with every digit, beyond what a double holds', () => {
  const { world, shop, order } = testShop();
  const placed = order({ lines: [item(1000)] });
  const payload = renderPayload('orders/create', { world, shop, granted: new Set() }, placed);
  const text = payloadText(payload);
  expect(text).toContain(`"id":${placed.id},`);
  expect(String(Number(placed.id))).not.toBe(placed.id);
});

test('personal fields that were not granted are null', () => {
  const { world, shop, order } = testShop();
  const placed = order({ lines: [item(1000)], shippingAddress: address, phone: '+44 1' });
  const payload = renderPayload('orders/create', { world, shop, granted: new Set() }, placed);
  expect(payload).toMatchObject({
    email: null,
    phone: null,
    contact_email: null,
    shipping_address: { name: null, address1: null, zip: null, country_code: 'GB' },
    customer: { email: null, first_name: null },
  });
  expect(payloadText(payload)).not.toContain('Byron');
});

test('times are whole seconds in the shop’s zone, by its offset on that day', () => {
  const { world, shop, order } = testShop({ timeZone: 'America/New_York' });
  const winter = order({ lines: [item(1000)], at: Date.parse('2026-01-01T00:00:00.900Z') });
  const summer = order({ lines: [item(1000)], at: Date.parse('2025-07-01T00:00:00Z') });
  const created = (order: unknown) =>
    renderPayload('orders/create', { world, shop, granted: new Set() }, order).created_at;
  expect(created(winter)).toBe('2025-12-31T19:00:00-05:00');
  expect(created(summer)).toBe('2025-06-30T20:00:00-04:00');
});

test('a foreign shopper’s money stands beside the shop’s', () => {
  const { world, shop, order } = testShop({ currency: 'EUR' });
  const placed = order({ lines: [item(10_000)], presentmentCurrency: 'USD', exchangeRate: 1.1 });
  const payload = renderPayload('orders/create', { world, shop, granted: new Set() }, placed);
  expect(payload).toMatchObject({
    currency: 'EUR',
    presentment_currency: 'USD',
    subtotal_price: '100.00',
    subtotal_price_set: {
      shop_money: { amount: '100.00', currency_code: 'EUR' },
      presentment_money: { amount: '110.00', currency_code: 'USD' },
    },
  });
});
