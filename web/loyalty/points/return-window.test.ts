import { expect, test } from 'vitest';
import { DAY } from '../../platform/kit/clock.ts';
import { maturesAt, type WindowFacts } from './return-window.ts';

const facts: WindowFacts = { placedAt: 1_000, shipped: true, fulfilledAt: 5_000, deliveredAt: 9_000 };
const days = 14;

test.each([
  ['payment', 3_000],
  ['order', 3_000],
  ['fulfillment', 5_000],
  ['delivery', 9_000],
] as const)('starting at the %s, the window counts from the latest of payment and it', (startsAt, from) => {
  expect(maturesAt(3_000, facts, { days, startsAt })).toBe(from + 14 * DAY);
});

test('an order that is paid after its delivery counts from the payment', () => {
  expect(maturesAt(20_000, facts, { days, startsAt: 'delivery' })).toBe(20_000 + 14 * DAY);
});

test('the end is unknown while the parcel is', () => {
  const sent = { ...facts, deliveredAt: null };
  expect(maturesAt(3_000, sent, { days, startsAt: 'delivery' })).toBeNull();
  expect(maturesAt(3_000, { ...sent, fulfilledAt: null }, { days, startsAt: 'fulfillment' })).toBeNull();
});

test('what is never shipped counts from the payment', () => {
  const download = { placedAt: 1_000, shipped: false, fulfilledAt: null, deliveredAt: null };
  expect(maturesAt(3_000, download, { days, startsAt: 'delivery' })).toBe(3_000 + 14 * DAY);
});

test('no window at all is a window of no days', () => {
  expect(maturesAt(3_000, facts, { days: 0, startsAt: 'payment' })).toBe(3_000);
});
