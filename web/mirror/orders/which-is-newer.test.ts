import { expect, test } from 'vitest';
import { type ComparableOrder, whichIsNewer } from './which-is-newer.ts';

const line = (id: string, quantity: number, currentQuantity = quantity) => ({
  id,
  productId: null,
  variantId: null,
  title: 'Thing',
  sku: null,
  quantity,
  currentQuantity,
  unitPrice: 1_000,
  discount: 0,
  tax: 0,
  giftCard: false,
  tip: false,
  requiresShipping: true,
});
const order = (more: Partial<ComparableOrder> = {}): ComparableOrder => ({
  id: '1',
  name: '#1001',
  customerId: '7',
  currency: 'USD',
  financialStatus: 'paid',
  fulfillmentStatus: null,
  sourceName: 'web',
  business: false,
  test: false,
  taxesIncluded: false,
  total: 2_000,
  subtotal: 2_000,
  placedAt: 0,
  processedAt: 0,
  cancelledAt: null,
  destinationCountry: null,
  proofs: null,
  updatedAt: 5,
  lines: [line('a', 2)],
  ...more,
});

test('the later second is newer', () => {
  expect(whichIsNewer(order(), order({ updatedAt: 6, financialStatus: 'pending' }))).toBe('incoming');
  expect(whichIsNewer(order(), order({ updatedAt: 4, financialStatus: 'refunded' }))).toBe('stored');
});

test.each<[string, Partial<ComparableOrder>]>([
  ['a payment', { financialStatus: 'partially_refunded' }],
  ['a cancellation', { cancelledAt: 5 }],
  ['a returned unit', { lines: [line('a', 2, 1)] }],
  ['an added line', { lines: [line('a', 2), line('b', 1)] }],
])('within a second, %s tells which came later', (_what, more) => {
  expect(whichIsNewer(order(), order(more))).toBe('incoming');
  expect(whichIsNewer(order(more), order())).toBe('stored');
});

test('the same state twice is the same', () => {
  expect(whichIsNewer(order(), order())).toBe('same');
});

test('what may change either way has to be read', () => {
  expect(whichIsNewer(order(), order({ customerId: null }))).toBe('unclear');
  expect(whichIsNewer(order(), order({ lines: [{ ...line('a', 2), discount: 100 }] }))).toBe('unclear');
  expect(whichIsNewer(order({ cancelledAt: 5 }), order({ financialStatus: 'refunded' }))).toBe('unclear');
});
