/** The small decisions about a webhook: signature, filter, fields, when it is repeated. */
import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { trimPayload } from './include-fields.ts';
import { retries, retryAfter } from './retry-schedule.ts';
import { parseFilter } from './search-filter.ts';
import { webhookSignature } from './sign.ts';

test('the signature is the base64 HMAC-SHA256 of the raw bytes', () => {
  const body = Buffer.from('{"title":"Cà phê sữa đá ☕"}');
  const expected = createHmac('sha256', 'hush').update(body).digest('base64');
  expect(webhookSignature(body, 'hush')).toBe(expected);
  expect(webhookSignature(Buffer.concat([body, Buffer.from(' ')]), 'hush')).not.toBe(expected);
});

test('eight repetitions, each pause twice the one before, the last after exactly four hours', () => {
  const times = Array.from({ length: retries }, (_, index) => retryAfter(index + 1) ?? 0);
  expect(times.at(-1)).toBe(4 * 3_600_000);
  const pauses = times.map((time, index) => time - (times[index - 1] ?? 0));
  pauses.slice(1).forEach((pause, index) => expect(pause / (pauses[index] ?? 1)).toBeCloseTo(2, 3));
  expect(retryAfter(retries + 1)).toBeNull();
});

describe('filters', () => {
  const order = {
    total_price: '42.50',
    test: false,
    email: null,
    financial_status: 'paid',
    customer: { tags: 'vip' },
    line_items: [
      { price: '5.00', sku: 'A' },
      { price: '12.00', sku: 'B' },
    ],
    updated_at: '2026-03-02T03:00:00Z',
  };
  test.each([
    ['total_price:>42', true],
    ['total_price:>=42.50', true],
    ['total_price:<42.50', false],
    ['total_price:42.5', true],
    ['financial_status:paid', true],
    ['financial_status:Paid', false],
    ['financial_status:"paid"', true],
    ['financial_status:pa*', true],
    ['test:false', true],
    ['line_items.price:>=10', true],
    ['line_items.price:>=13', false],
    ['customer.tags:vip AND total_price:>100', false],
    ['customer.tags:vip OR total_price:>100', true],
    ['customer.tags:vip total_price:>40', true],
    ['NOT financial_status:refunded', true],
    ['-financial_status:paid', false],
    ['(total_price:>100 OR test:false) AND customer.tags:vip', true],
    ['updated_at:>2026-03-01', true],
    ['email:*', false],
    ['email:null', true],
    ['no_such_field:*', false],
    ['no_such_field:>1', false],
  ])('%s', (text, expected) => {
    expect(parseFilter(text).matches(order)).toBe(expected);
  });

  test.each(['', 'price', '(a:1', 'a:1)', 'a:1 AND'])('"%s" is refused', (text) => {
    expect(() => parseFilter(text)).toThrow();
  });

  test('it knows which fields it needs', () => {
    expect(parseFilter('a.b:1 AND (c:>2 OR -d:x)').fields).toEqual(['a.b', 'c', 'd']);
  });
});

test('include_fields keeps what is named, below objects and lists too', () => {
  const payload = {
    id: 1n,
    name: '#1',
    customer: { id: 2n, email: 'x' },
    line_items: [
      { id: 3n, price: '1' },
      { id: 4n, price: '2' },
    ],
  };
  expect(trimPayload(payload, ['id', 'customer.id', 'line_items.price', 'absent'])).toEqual({
    id: 1n,
    customer: { id: 2n },
    line_items: [{ price: '1' }, { price: '2' }],
  });
  expect(trimPayload(payload, ['customer', 'customer.id'])).toEqual({ customer: { id: 2n, email: 'x' } });
});
