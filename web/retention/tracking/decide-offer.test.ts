import { expect, test } from 'vitest';
import { DAY, HOUR } from '../../platform/kit/clock.ts';
import { decideOffer, OFFERED_FOR, type OfferFacts } from './decide-offer.ts';

const now = Date.parse('2026-11-22T12:00:00.789Z');
const facts = (more: Partial<OfferFacts> = {}): OfferFacts => ({
  discount: { percent: 10, hours: 48 },
  order: { customerId: '1', test: false, placedAt: now - 3 * DAY, cancelledAt: null },
  holdsAnother: false,
  makeable: true,
  now,
  ...more,
});

test('it ends so many hours after the first look, in the whole second that Shopify keeps', () => {
  expect(decideOffer(facts())).toEqual({ percent: 10, endsAt: now - 789 + 48 * HOUR });
});

const order = facts().order;
test.each([
  ['the merchant gives none', { discount: null }],
  ['the order is nobody’s', { order: { ...order, customerId: null } }],
  ['it is a test', { order: { ...order, test: true } }],
  ['it was cancelled', { order: { ...order, cancelledAt: now } }],
  ['nobody waits for its parcel any more', { order: { ...order, placedAt: now - OFFERED_FOR - 1 } }],
  ['its customer holds one already', { holdsAnother: true }],
  ['Shopify would not let the app', { makeable: false }],
] satisfies [string, Partial<OfferFacts>][])('none where %s', (_why, change) => {
  expect(decideOffer(facts(change))).toBeNull();
});

test('on its last day an order still brings one', () => {
  expect(decideOffer(facts({ order: { ...order, placedAt: now - OFFERED_FOR } }))).not.toBeNull();
});
