import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FulfillmentSnapshot } from './fulfillment-payload.ts';
import { unite } from './newer-parcel.ts';

const parcel = (told: Partial<FulfillmentSnapshot> = {}): FulfillmentSnapshot => ({
  id: '61',
  orderId: '11',
  status: 'success',
  shipmentStatus: null,
  company: null,
  numbers: [],
  urls: [],
  lines: null,
  estimatedDeliveryAt: null,
  deliveredAt: null,
  createdAt: 0,
  updatedAt: 1,
  ...told,
});

test('of one second a cancelled parcel stays so, and one that is further on its way does', () => {
  const sent = parcel({ shipmentStatus: 'delivered' });
  const cancelled = parcel({ status: 'cancelled' });
  expect(unite(sent, cancelled).united.status).toBe('cancelled');
  expect(unite(cancelled, sent).united.status).toBe('cancelled');
  expect(unite(parcel({ shipmentStatus: 'in_transit' }), sent).united.shipmentStatus).toBe('delivered');
  expect(unite(sent, parcel({ shipmentStatus: 'in_transit' }))).toEqual({ united: sent, changed: false });
});

test('a repetition changes nothing, in whatever order its lines are told', () => {
  const lines = [
    { lineId: '2', quantity: 1 },
    { lineId: '1', quantity: 3 },
  ];
  expect(unite(parcel({ lines }), parcel({ lines: lines.toReversed() })).changed).toBe(false);
  expect(unite(parcel({ lines }), parcel({ updatedAt: 0, lines: null })).changed).toBe(false);
});

test('what only an older state tells is kept', () => {
  const lines = [{ lineId: '1', quantity: 1 }];
  const older = parcel({ lines, estimatedDeliveryAt: 9, deliveredAt: 8 });
  const newer = parcel({ updatedAt: 2, numbers: ['A'] });
  const both = parcel({ updatedAt: 2, numbers: ['A'], lines, estimatedDeliveryAt: 9, deliveredAt: 8 });
  expect(unite(older, newer)).toEqual({ united: both, changed: true });
  expect(unite(newer, older)).toEqual({ united: both, changed: true });
});

test('any order of arrival ends the same', () => {
  const LINES = [{ lineId: '1', quantity: 2 }];
  const state = fc
    .record({
      updatedAt: fc.nat(3),
      status: fc.constantFrom('success', 'cancelled', 'error'),
      shipmentStatus: fc.constantFrom(null, 'in_transit', 'delivered', 'something_new'),
      numbers: fc.subarray(['A', 'B']),
      told: fc.boolean(),
    })
    .map(({ told, ...rest }) => parcel({ ...rest, lines: told ? LINES : null }));
  const arrivals = fc
    .array(state, { minLength: 2, maxLength: 6 })
    .chain((states) => fc.tuple(fc.constant(states), fc.shuffledSubarray(states, { minLength: states.length })));
  const end = ([first, ...rest]: readonly FulfillmentSnapshot[]) =>
    first && rest.reduce((known, told) => unite(known, told).united, first);
  fc.assert(
    fc.property(arrivals, ([states, shuffled]) => {
      expect(end(shuffled)).toEqual(end(states));
    }),
  );
});
