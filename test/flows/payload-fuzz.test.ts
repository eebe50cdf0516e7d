/** Webhook bodies with anything wrong in them: refused like a wrong field, or understood; never a crash, never points from nothing. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { earnTerms } from '../../web/loyalty/points/earn-rules.ts';
import { orderTarget } from '../../web/loyalty/points/order-target.ts';
import { defaultSettings } from '../../web/loyalty/programme/settings.ts';
import { customerPayload } from '../../web/mirror/customers/index.ts';
import { fulfillmentEventPayload, fulfillmentPayload } from '../../web/mirror/fulfillments/fulfillment-payload.ts';
import { orderPayload } from '../../web/mirror/orders/order-payload.ts';
import { readRefund, refundPayload } from '../../web/mirror/orders/refund-payload.ts';
import { productPayload } from '../../web/mirror/products/product-payload.ts';
import { parseLosslessJson } from '../../web/platform/kit/lossless-json.ts';
import { orRefused } from '../../web/platform/kit/payload-fields.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { fuzzing, shrunkInTime } from '../support/fuzzing.ts';
import { type Json, spoil, wrongs } from '../support/mutated-json.ts';
import { type PointsApp, startPointsApp } from '../support/points-app.ts';
import { type ModelOrder, orderBody, refundBody } from '../support/points-model.ts';

/** Beyond what a number holds exactly, as Shopify's ids may be. */
const ID = '9007199254740993';
const AT = Date.parse('2026-01-06T00:00:00Z');
const iso = new Date(AT).toISOString();
const order: ModelOrder = {
  id: ID,
  currency: 'USD',
  customer: '9007199254740995',
  lines: [
    { id: '1', product: '7', price: 5_000, quantity: 2, current: 1, discount: 100, tax: 300, giftCard: false },
    { id: '2', product: '8', price: 999, quantity: 1, current: 1, discount: 0, tax: 0, giftCard: true },
  ],
  refunds: [
    { id: '11', at: AT, lines: [{ id: '1', quantity: 1 }], money: 5_000, shipping: 0 },
    { id: '12', at: AT, lines: [], money: 700, shipping: 200 },
  ],
  taxesIncluded: true,
  subtotal: 10_899,
  total: 11_399,
  status: 'partially_refunded',
  createdAt: AT,
  updatedAt: AT,
  paidAt: AT,
  cancelledAt: null,
};
const parcel = { id: ID, order_id: ID, status: 'success', tracking_number: 'X', created_at: iso, updated_at: iso };
const [refund] = order.refunds;
if (!refund) throw new Error('the order has no refund');

const orderJson: Json = { ...orderBody(order), fulfillments: [parcel] };
const refundJson: Json = refundBody(order, refund);
const withRefund = refundPayload.transform(orRefused((payload) => readRefund(payload, 'USD')));
const parsers: { name: string; schema: z.ZodType; body: Json }[] = [
  { name: 'orders', schema: orderPayload, body: orderJson },
  { name: 'refunds', schema: withRefund, body: refundJson },
  {
    name: 'customers',
    schema: customerPayload,
    body: { id: ID, email: 'a@example.com', state: 'enabled', created_at: iso, updated_at: iso },
  },
  {
    name: 'products',
    schema: productPayload,
    body: {
      id: ID,
      title: 'Mug',
      tags: 'a, b',
      image: { src: 'x' },
      updated_at: iso,
      variants: [{ id: '1', price: '5.00', position: 1 }],
    },
  },
  { name: 'fulfillments', schema: fulfillmentPayload, body: parcel },
  {
    name: 'fulfillment events',
    schema: fulfillmentEventPayload,
    body: { id: ID, fulfillment_id: '5', order_id: ID, status: 'delivered', happened_at: iso, created_at: iso },
  },
];

let database: TestDatabase;
let app: PointsApp;
beforeAll(async () => {
  database = await freshDatabase();
  app = startPointsApp(database.url);
});
afterAll(async () => {
  await app.close();
  await database.drop();
});

const { seed, runs, timeout } = fuzzing({ runs: 600 });

const REFUSALS =
  /^(The signed body is not the |amount out of range|not a decimal amount|Invalid currency code|\S+ has more decimals)/;

/**
 * As a wrong field is refused, or a body that is not what its headers announce; of a refund, whose currency only its order may tell,
 * an amount that this currency does not have.
 */
function isRefusal(problem: unknown): boolean {
  return problem instanceof z.ZodError || (problem instanceof Error && REFUSALS.test(problem.message));
}

/** Every number in it. */
function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(numbersIn) : [];
}

test.each(parsers)(`$name parse, or are refused (seed ${seed})`, { timeout }, ({ schema, body }) => {
  expect(schema.safeParse(parseLosslessJson(JSON.stringify(body))).error).toBeUndefined();
  fc.assert(
    fc.property(wrongs, (all) => {
      const parsed = schema.safeParse(parseLosslessJson(spoil(body, all)));
      if (!parsed.success) {
        expect(parsed.error).toBeInstanceOf(z.ZodError);
        return;
      }
      expect(numbersIn(parsed.data).filter((number) => !Number.isSafeInteger(number))).toEqual([]);
    }),
    { seed, numRuns: runs },
  );
});

test('ids beyond what a number holds stay exact', () => {
  const text = JSON.stringify(orderJson).replaceAll(`"${ID}"`, ID);
  expect(orderPayload.parse(parseLosslessJson(text)).id).toBe(ID);
});

test(`no order that parses is worth more than its goods (seed ${seed})`, { timeout }, () => {
  const terms = earnTerms(defaultSettings('USD', iso), 'USD');
  fc.assert(
    fc.property(wrongs, (all) => {
      const parsed = orderPayload.safeParse(parseLosslessJson(spoil(orderJson, all)));
      if (!parsed.success) return;
      const { lines, refunds, ...rest } = parsed.data;
      const known = refunds.map((one) => ({ ...one, money: one.money ?? 0 }));
      const paid = { paidAt: null, cancelled: rest.cancelledAt !== null, deleted: false };
      const state = { ...rest, lines, refunds: known, ...paid };
      const points = orderTarget(state, terms);
      const goods = lines.reduce((sum, line) => sum + Math.max(0, line.unitPrice * line.quantity), 0);
      expect(points).toBeGreaterThanOrEqual(0);
      expect(points * terms.perMinor).toBeLessThanOrEqual(goods);
    }),
    { seed, numRuns: runs },
  );
});

test(`whatever is told of an order, the ledger agrees with itself (seed ${seed})`, { timeout }, async () => {
  const telling = fc.array(fc.tuple(fc.constantFrom('orders/updated', 'refunds/create'), wrongs), {
    minLength: 1,
    maxLength: 4,
  });
  const property = fc.asyncProperty(telling, async (told) => {
    const store = await app.newStore('USD', '666');
    const customer = order.customer;
    await app.hear(store, { topic: 'orders/create', body: orderJson });
    await app.work(1);
    for (const [topic, all] of told) {
      const text = spoil(topic === 'refunds/create' ? refundJson : orderJson, all);
      await app.hear(store, { topic, body: text, text: true });
      const problems = await app.tryWork();
      expect(problems.filter((problem) => !isRefusal(problem))).toEqual([]);
    }
    expect(await app.differences(store)).toEqual([]);
    expect(await app.balance(store, customer)).toMatch(/^P \d+ A \d+ D \d+$/);
  });
  await fc.assert(shrunkInTime(property), { seed, numRuns: Math.ceil(runs / 10) });
});
