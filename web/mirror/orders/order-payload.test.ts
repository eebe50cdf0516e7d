import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parseLosslessJson } from '../../platform/kit/lossless-json.ts';
import { orderPayload } from './order-payload.ts';
import { lacksAmount } from './order-snapshot.ts';
import { readRefund, refundPayload } from './refund-payload.ts';

const samples = fileURLToPath(new URL('../../../../shared/data/shopify/webhooks/', import.meta.url));
const sample = (name: string): unknown => parseLosslessJson(readFileSync(`${samples}${name}.json`, 'utf8'));

/** As Shopify sends it, shortened to what is read. Ids beyond 2^53 are JSON numbers. */
const body = parseLosslessJson(`{
  "id": 820982911946154508, "name": "#9999", "currency": "KWD", "financial_status": "paid", "source_name": "web",
  "total_price": "14.345", "subtotal_price": "12.345", "taxes_included": false, "test": false,
  "created_at": "2026-01-02T03:04:05+07:00", "processed_at": "2026-01-02T03:04:05+07:00", "updated_at": "2026-01-02T03:04:06+07:00",
  "customer": null, "company": null,
  "line_items": [{
    "id": 487817672276298554, "product_id": 788032119674292922, "variant_id": null, "title": "Lamp", "quantity": 2, "current_quantity": 1,
    "price": "7.000", "price_set": {"shop_money": {"amount": "7.000", "currency_code": "KWD"}, "presentment_money": {"amount": "22.80", "currency_code": "USD"}},
    "gift_card": false, "requires_shipping": true, "tax_lines": [{"price": "0.500"}, {"price": "0.250"}],
    "discount_allocations": [{"amount": "1.000"}, {"amount": "0.655", "amount_set": null}]
  }]
}`);

test('an order is read with every digit of its ids and money, in the store’s currency', () => {
  const order = orderPayload.parse(body);
  expect(order).toMatchObject({
    id: '820982911946154508',
    total: 14_345,
    subtotal: 12_345,
    business: false,
    customer: null,
    processedAt: Date.parse('2026-01-01T20:04:05Z'),
    refunds: [],
    fulfillments: [],
  });
  expect(order.lines).toMatchObject([
    {
      id: '487817672276298554',
      productId: '788032119674292922',
      quantity: 2,
      currentQuantity: 1,
      unitPrice: 7_000,
      discount: 1_655,
      tax: 750,
    },
  ]);
});

test('a refund tells money, lines and what belongs to no line', () => {
  const refund = readRefund(
    refundPayload.parse({
      id: '1',
      order_id: '2',
      created_at: '2026-01-02T03:04:05Z',
      refund_line_items: [],
      refund_shipping_lines: [
        {
          subtotal_amount_set: { shop_money: { amount: '7.00', currency_code: 'USD' } },
          tax_amount_set: { shop_money: { amount: '0.70', currency_code: 'USD' } },
        },
      ],
      order_adjustments: [
        { kind: 'shipping_refund', amount: '-7.00', tax_amount: '-0.70' },
        { kind: 'refund_discrepancy', amount: '0.00', tax_amount: '-1.50' },
      ],
      transactions: [
        { kind: 'refund', status: 'success', amount: '12.00' },
        { kind: 'refund', status: 'failure', amount: '99.00' },
        { kind: 'sale', status: 'success', amount: '50.00' },
      ],
    }),
    'USD',
  );
  expect(refund).toMatchObject({ money: 1_200, shipping: 770, duties: 0, taxOnly: 150, lines: [] });
});

test('each code is told with what it took off which line, whatever its case; other discounts are left aside', () => {
  const off = (index: number, amount: string) => ({ amount, discount_application_index: index });
  const order = orderPayload.parse({
    ...(body as object),
    discount_codes: [{ code: 'Five-Off' }, { code: 'SHIPFREE' }],
    discount_applications: [
      { type: 'automatic', title: 'Sale' },
      { type: 'discount_code', code: 'FIVE-OFF' },
      { type: 'discount_code', code: 'ShipFree' },
    ],
    line_items: [
      { id: '1', price: '10.00', quantity: '1', discount_allocations: [off(0, '1.00'), off(1, '2.50')] },
      {
        id: '2',
        price: '10.00',
        quantity: '1',
        discount_allocations: [off(1, '2.49'), off(1, '0.01'), off(9, '1.00')],
      },
    ],
  });
  expect(order.codes).toEqual([
    {
      code: 'FIVE-OFF',
      lines: [
        { lineId: '1', amount: 2_500 },
        { lineId: '2', amount: 2_500 },
      ],
    },
    { code: 'SHIPFREE', lines: [] },
  ]);
});

test('a refund in the money of the shopper tells no amount of the store, whatever its decimals', () => {
  const paidIn = (currency: string, amount: string) =>
    readRefund(
      refundPayload.parse({
        id: '1',
        order_id: '2',
        created_at: '2026-01-02T03:04:05Z',
        transactions: [{ kind: 'refund', status: 'success', amount, currency }],
      }),
      'JPY',
    );
  expect(paidIn('USD', '26.50')).toMatchObject({ money: null, shipping: 0 });
  expect(lacksAmount(paidIn('USD', '26.50'))).toBe(true);
  expect(paidIn('JPY', '4000')).toMatchObject({ money: 4_000 });
});

test("Shopify's own samples are understood", ({ skip }) => {
  if (!existsSync(samples)) skip("left out: Shopify's sample payloads are not there");
  for (const topic of ['orders__create', 'orders__paid', 'orders__cancelled']) {
    expect(orderPayload.parse(sample(topic))).toMatchObject({
      test: true,
      financialStatus: 'voided',
      id: '820982911946154508',
    });
  }
  const refund = refundPayload.parse(sample('refunds__create'));
  expect(readRefund(refund, 'USD').lines.length).toBeGreaterThan(0);
});
