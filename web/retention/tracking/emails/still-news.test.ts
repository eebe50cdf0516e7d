import { expect, test } from 'vitest';
import { DAY, HOUR } from '../../../platform/kit/clock.ts';
import type { Stage } from '../../shipments/index.ts';
import { parcelMessages } from '../../shipments/settings.ts';
import { isStillNews } from './still-news.ts';

const now = Date.parse('2026-11-24T03:00:00Z');
const parcel = {
  stage: 'in_transit' as Stage,
  shippedAt: now - DAY,
  deliveredAt: null,
  attention: null,
  silent: false,
};
/** The kinds that may be told of it. */
const told = (more: Partial<Parameters<typeof isStillNews>[1]>) =>
  parcelMessages.filter((kind) => isStillNews(kind, { ...parcel, ...more }, now));

test('each kind is told only while it holds', () => {
  expect(told({})).toEqual(['shipped']);
  expect(told({ stage: 'label' })).toEqual(['shipped']);
  expect(told({ stage: 'unknown' })).toEqual(['shipped']);
  expect(told({ stage: 'out_for_delivery' })).toEqual(['out_for_delivery']);
  expect(told({ stage: 'attempted' })).toEqual([]);
  expect(told({ stage: 'delivered', deliveredAt: now - HOUR })).toEqual(['delivered']);
  expect(told({ stage: 'picked_up', deliveredAt: now - HOUR })).toEqual(['delivered']);
  expect(told({ stage: 'delayed', attention: 'late' })).toEqual(['shipped', 'delayed']);
  // Late, and almost at the door meanwhile.
  expect(told({ stage: 'out_for_delivery', attention: 'late' })).toEqual(['out_for_delivery']);
});

test('what failed, was called off, fell silent or happened days ago is told by no email', () => {
  for (const stage of ['failed', 'cancelled'] as const) expect(told({ stage, attention: 'stuck' })).toEqual([]);
  expect(told({ silent: true, attention: 'stuck' })).toEqual([]);
  expect(told({ shippedAt: now - 3 * DAY })).toEqual([]);
  expect(told({ stage: 'delivered', deliveredAt: now - 3 * DAY })).toEqual([]);
  // It is still late, however long ago it was sent.
  expect(told({ shippedAt: now - 9 * DAY, attention: 'stuck' })).toEqual(['delayed']);
});
