/**
 * What the app asks Shopify to tell it (`include_fields` of shopify.app.toml) against what it reads: everything that it reads, and of a person no more
 * than that. On Shopify's own samples (`../shared/data/shopify/webhooks`, not part of this project), made richer where they are empty.
 */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { readAppToml } from '../simulator/webhooks/app-toml.ts';
import { trimPayload } from '../simulator/webhooks/include-fields.ts';
import { customerPayload } from '../web/mirror/customers/customer-payload.ts';
import { fulfillmentEventPayload, fulfillmentPayload } from '../web/mirror/fulfillments/fulfillment-payload.ts';
import { orderPayload } from '../web/mirror/orders/order-payload.ts';
import { refundPayload } from '../web/mirror/orders/refund-payload.ts';
import { agreesWithHeaders, storeNumberIn } from '../web/platform/inbox/agrees-with-headers.ts';
import { shopDomain } from '../web/platform/kit/ids.ts';
import { parseLosslessJson } from '../web/platform/kit/lossless-json.ts';

const folder = fileURLToPath(new URL('../../shared/data/shopify/webhooks/', import.meta.url));
const present = existsSync(folder);
type Body = Record<string, unknown>;

const sample = (topic: string): Body =>
  parseLosslessJson(readFileSync(`${folder}${topic.replace('/', '__')}.json`, 'utf8')) as Body;

/** Shopify's sample of an order has neither refunds nor parcels, and no company. */
function wholeOrder(): Body {
  const order = sample('orders/create');
  const [line] = order.line_items as Body[];
  const amount = { shop_money: { amount: '1.00', currency_code: 'USD' }, presentment_money: {} };
  return {
    ...order,
    company: { id: '5', location_id: '6' },
    discount_codes: [{ code: 'five-off', amount: '1.00', type: 'fixed_amount' }],
    discount_applications: [{ type: 'discount_code', code: 'FIVE-OFF', value: '1.00', title: 'x' }],
    line_items: [
      {
        ...line,
        tip: { payment_gateway: 'x' },
        tax_lines: [{ price: '1.00', price_set: amount, title: 'VAT' }],
        discount_allocations: [{ amount: '1.00', amount_set: amount, discount_application_index: '0' }],
      },
    ],
    refunds: [sample('refunds/create')],
    fulfillments: [sample('fulfillments/create')],
  };
}

const readers: Record<string, { read: z.ZodType; body: () => Body }> = {
  'orders/create': { read: orderPayload, body: wholeOrder },
  'orders/updated': { read: orderPayload, body: wholeOrder },
  'orders/paid': { read: orderPayload, body: wholeOrder },
  'orders/cancelled': { read: orderPayload, body: wholeOrder },
  'refunds/create': { read: refundPayload, body: () => sample('refunds/create') },
  'customers/create': { read: customerPayload, body: () => sample('customers/create') },
  'customers/update': { read: customerPayload, body: () => sample('customers/update') },
  'fulfillments/create': { read: fulfillmentPayload, body: () => sample('fulfillments/create') },
  'fulfillments/update': { read: fulfillmentPayload, body: () => sample('fulfillments/update') },
  'fulfillment_events/create': {
    read: fulfillmentEventPayload,
    body: () => ({ ...sample('fulfillment_events/create'), order_id: '7', shop_id: '8' }),
  },
};

const subscriptions = readAppToml(fileURLToPath(new URL('../shopify.app.toml', import.meta.url))).subscriptions;
const fieldsOf = (topic: string) =>
  subscriptions.find((subscription) => subscription.topic === topic)?.includeFields ?? null;

/** Of a person, and nothing that the app reads. */
const NOT_ASKED_FOR =
  /^(billing_address|shipping_address|default_address|addresses|destination|address\d|zip|phone|contact_email|note|note_attributes|client_details|browser_ip|landing_site|referring_site|latitude|longitude|payment_details|customer_locale|multipass_identifier)$/;

/** Of an order it takes what becomes digests, by which somebody shows that it is theirs, and the country. */
const BUT_FOR: Record<string, readonly string[]> = {
  shipping_address: ['country_code', 'zip', 'phone'],
  billing_address: ['phone'],
  customer: ['phone'],
  '': ['phone'],
};

function withoutContacts(order: Body): Body {
  const rest = structuredClone(order);
  for (const [part, fields] of Object.entries(BUT_FOR)) {
    const from = part === '' ? rest : (rest[part] as Body);
    for (const field of fields) {
      expect(from).toHaveProperty(field);
      delete from[field];
    }
    if (Object.keys(from).length === 0) delete rest[part];
  }
  return rest;
}

function namesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(namesIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [name, ...namesIn(inner)]);
}

const title = 'what is asked for';
describe.skipIf(!present)(present ? title : `${title} (left out: ../shared/data is not there)`, () => {
  test.each(Object.entries(readers))('of %s is all that is read of it', (topic, { read, body }) => {
    const whole = body();
    const asked = trimPayload(whole, fieldsOf(topic) ?? []) as Body;
    expect(JSON.stringify(asked).length).toBeLessThan(JSON.stringify(whole).length);
    expect(read.parse(asked)).toEqual(read.parse(whole));
    // Who a webhook is of is still held against its headers.
    const domain = shopDomain('a.myshopify.com') ?? expect.fail();
    expect(agreesWithHeaders(asked, { topic, domain })).toBe(agreesWithHeaders(whole, { topic, domain }));
    expect(storeNumberIn(asked, topic)).toBe(storeNumberIn(whole, topic));
  });

  test.each(Object.keys(readers))('of %s is no more of a person than that', (topic) => {
    const whole = readers[topic]?.body();
    expect(namesIn(whole).filter((name) => NOT_ASKED_FOR.test(name))).not.toEqual([]);
    const asked = trimPayload(whole, fieldsOf(topic) ?? []) as Body;
    const rest = topic.startsWith('orders/') ? withoutContacts(asked) : asked;
    expect(namesIn(rest).filter((name) => NOT_ASKED_FOR.test(name))).toEqual([]);
  });

  test.each(Object.keys(readers))(
    'of %s has a name for every change, so that none is taken for a repetition',
    (topic) => {
      const fields = fieldsOf(topic) ?? [];
      expect(fields.some((field) => ['updated_at', 'id'].includes(field))).toBe(true);
      expect(topic.endsWith('/create') || fields.includes('updated_at')).toBe(true);
    },
  );
});
