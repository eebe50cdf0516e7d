import { expect, test } from 'vitest';
import type { LineSnapshot, OrderSnapshot } from './order-snapshot.ts';
import { shippingChanged } from './what-is-to-ship.ts';

const line = (currentQuantity: number, requiresShipping = true): LineSnapshot => ({
  id: '1',
  productId: '5',
  variantId: null,
  title: 'Cup',
  sku: null,
  quantity: 2,
  currentQuantity,
  unitPrice: 100,
  discount: 0,
  tax: 0,
  giftCard: false,
  tip: false,
  requiresShipping,
});
const order = (told: Partial<OrderSnapshot> = {}): OrderSnapshot => ({
  id: '11',
  name: '#1001',
  customer: null,
  destinationCountry: null,
  currency: 'USD',
  financialStatus: 'pending',
  fulfillmentStatus: null,
  sourceName: 'web',
  business: false,
  test: false,
  taxesIncluded: false,
  total: 200,
  subtotal: 200,
  placedAt: 0,
  processedAt: 0,
  cancelledAt: null,
  updatedAt: 1,
  lines: [line(2)],
  codes: [],
  refunds: [],
  fulfillments: [],
  ...told,
});
const UNSENT = { fulfillmentStatus: null, cancelled: false, toShip: 2 };

test.each([
  ['a new order with something to ship', null, order(), true],
  ['a new order of what is sent by email', null, order({ lines: [line(2, false)] }), false],
  ['a payment', UNSENT, order({ financialStatus: 'paid' }), false],
  ['one unit that was given back', UNSENT, order({ lines: [line(1)] }), true],
  ['all units that were given back', UNSENT, order({ lines: [line(0)] }), true],
  ['a parcel that was sent', UNSENT, order({ fulfillmentStatus: 'partial' }), true],
  ['a cancellation', UNSENT, order({ cancelledAt: 5 }), true],
  ['nothing to ship, then as now', { ...UNSENT, toShip: 0 }, order({ cancelledAt: 5, lines: [line(2, false)] }), false],
])('%s: %#', (_what, before, after, expected) => {
  expect(shippingChanged(before, after)).toBe(expected);
});
