import { expect, test } from 'vitest';
import { orderSource } from './order-source.ts';

test.each([
  ['web', 'online'],
  [null, 'online'],
  ['pos', 'pos'],
  ['shopify_draft_order', 'draft'],
  ['subscription_contract', 'subscription'],
  ['subscription_contract_checkout_one', 'subscription'],
  ['1234567', 'other'],
] as const)('%s is %s', (sourceName, source) => {
  expect(orderSource({ sourceName, business: false })).toBe(source);
});

test("a company's order is B2B, wherever it was placed", () => {
  expect(orderSource({ sourceName: 'shopify_draft_order', business: true })).toBe('b2b');
});
