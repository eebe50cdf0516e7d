import { expect, test } from 'vitest';
import { DAY, HOUR } from '../../platform/kit/clock.ts';
import type { OrderId } from '../../platform/kit/ids.ts';
import { type OrderFacts, recordsOf, UNSENT_FOR } from './derive-records.ts';
import type { DeliveryTerms } from './estimate.ts';
import { followed, type SentParcel, type ShippedOrder } from './order-view.ts';
import { deliverySettings } from './settings.ts';

const MONDAY = Date.parse('2026-03-02T10:00:00Z');
const PATIENCE = 96 * HOUR;
const terms: DeliveryTerms = { timeZone: 'UTC', country: 'VN', settings: deliverySettings.parse({}) };
const order: ShippedOrder & { name: string } = {
  id: '11' as OrderId,
  name: '#1001',
  placedAt: MONDAY,
  cancelled: false,
  fulfillmentStatus: 'partial',
  sourceName: 'web',
  destinationCountry: 'VN',
  lines: [{ id: '1', currentQuantity: 3, requiresShipping: true }],
};
const parcel = (fulfillmentId: string, createdAt: number, quantity: number): SentParcel => ({
  fulfillmentId,
  company: null,
  numbers: [],
  urls: [],
  status: 'success',
  shipmentStatus: 'delivered',
  createdAt,
  updatedAt: createdAt,
  lines: [{ lineId: '1', quantity }],
  events: [],
  estimatedDeliveryAt: null,
  deliveredAt: createdAt,
});

function records(parcels: readonly SentParcel[], now: number) {
  const facts: Omit<OrderFacts, 'order' | 'parcels'> = {
    orderId: '11',
    before: [],
    promises: new Map(),
    numbers: new Map(),
    heard: new Set(),
    terms,
    historyUntil: 0,
    tellDelays: true,
  };
  const { changed, nextAt } = recordsOf({ ...facts, order, parcels: followed(parcels, order, terms) }, now);
  return { found: changed.map(({ fulfillmentId, state, checkAt }) => [fulfillmentId, state, checkAt]), nextAt };
}

test('the rest of an order that is not sent is found by its last parcel, and stands beside its parcels as what was not sent', () => {
  const lastAt = MONDAY + 2 * DAY;
  const sent = [parcel('61', MONDAY, 1), parcel('62', lastAt, 1)];
  const since = lastAt + PATIENCE;
  const both = (checkAt: number | null) => [
    ['61', 'delivered', null],
    ['62', 'delivered', checkAt],
  ];
  expect(records(sent, since - 1)).toEqual({ found: both(since), nextAt: since });
  const until = lastAt + UNSENT_FOR;
  expect(records(sent, since)).toEqual({ found: [...both(null), ['', 'unshipped', until]], nextAt: until });
  expect(records(sent, until)).toEqual({ found: both(null), nextAt: null });
});

test('what was sent whole waits for nothing', () => {
  expect(records([parcel('61', MONDAY, 3)], MONDAY + PATIENCE)).toEqual({
    found: [['61', 'delivered', null]],
    nextAt: null,
  });
});
