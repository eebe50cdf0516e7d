import { expect, test } from 'vitest';
import type { MirroredOrder } from '../../mirror/orders/index.ts';
import type { CustomerId, OrderId } from '../../platform/kit/ids.ts';
import type { Shipments } from '../shipments/index.ts';
import { trackingSettings } from './settings.ts';
import { buildView, webAddress } from './show-order.ts';

const order: MirroredOrder = {
  id: '1' as OrderId,
  name: '#1001',
  customerId: '9' as CustomerId,
  guest: null,
  proofs: null,
  currency: 'VND',
  financialStatus: 'paid',
  fulfillmentStatus: null,
  sourceName: 'web',
  destinationCountry: 'VN',
  business: false,
  test: false,
  taxesIncluded: true,
  total: 1,
  subtotal: 1,
  placedAt: Date.parse('2026-11-20T20:00:00Z'),
  processedAt: Date.parse('2026-11-20T20:00:00Z'),
  paidAt: null,
  cancelledAt: null,
  deletedAt: null,
  updatedAt: 1,
  lines: [],
  refunds: [],
};
const waiting: Shipments = {
  orderId: order.id,
  stage: 'unshipped',
  parcels: [],
  unshipped: [],
  estimate: null,
  firstPromise: { from: '2026-11-23', to: '2026-11-26', by: 'order' },
};
const shown = (today: string, more: Partial<MirroredOrder> = {}) =>
  buildView({ ...order, ...more }, waiting, {
    products: new Map(),
    settings: trackingSettings.parse({}),
    timeZone: 'Asia/Ho_Chi_Minh',
    today,
    token: '',
    points: null,
    apology: null,
    tier: null,
    survey: null,
    offer: null,
    suggestions: [],
  });

test('an order of which nothing was sent is late once the day is over that was promised, and not when it is cancelled', () => {
  expect(shown('2026-11-26')).toMatchObject({ attention: null, order: { placedOn: '2026-11-21' } });
  expect(shown('2026-11-27')).toMatchObject({ attention: 'late', promised: { from: '2026-11-23', to: '2026-11-26' } });
  expect(shown('2026-11-27', { cancelledAt: 1 })).toMatchObject({ attention: null, stage: 'cancelled', arrives: null });
});

test('an address is one of the web or none, as a browser reads it', () => {
  expect(webAddress('https://example.com/a?b=1')).toBe('https://example.com/a?b=1');
  expect(webAddress(' http://example.com')).toBe('http://example.com/');
  for (const text of [
    'javascript:alert(1)',
    ' JaVaScRiPt:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,<script>',
    '//example.com',
    '/cart',
    'example.com',
    '',
    null,
  ])
    expect(webAddress(text)).toBeNull();
  expect(webAddress('https://example.com/"><script>')).toBe('https://example.com/%22%3E%3Cscript%3E');
});
