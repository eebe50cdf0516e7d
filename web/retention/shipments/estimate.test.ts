import { describe, expect, it } from 'vitest';
import { DAY, HOUR } from '../../platform/kit/clock.ts';
import { type DeliveryTerms, orderPromise, promiseOf, shownEstimate, tellable, together } from './estimate.ts';
import type { Journey } from './journey.ts';
import { deliverySettings } from './settings.ts';
import type { Estimate, Stage } from './stages.ts';
import { addWorkingDays, afterWorkingDays } from './working-days.ts';

const terms = (more: object = {}, timeZone = 'Asia/Ho_Chi_Minh'): DeliveryTerms => {
  const transit = { domestic: { min: 1, max: 3 }, international: { min: 5, max: 10 }, countries: [] };
  return { timeZone, country: 'VN', settings: deliverySettings.parse({ transit, ...more }) };
};
const at = (local: string) => Date.parse(`${local}+07:00`);
const noDay = { carrierEstimate: null };
const dayBy = (text: string, givenAt = 0) => ({ carrierEstimate: { at: Date.parse(text), givenAt } });
const journey = (stage: Stage, since: number, more: Partial<Journey> = {}): Journey => {
  return {
    stage,
    since,
    steps: [],
    reported: true,
    lastNewsAt: since,
    deliveredAt: null,
    carrierEstimate: null,
    ...more,
  };
};

describe('Working days', () => {
  // 2026-02-16 to 20: Tết.
  const calendar = {
    timeZone: 'Asia/Ho_Chi_Minh',
    workingDays: [1, 2, 3, 4, 5],
    holidays: ['2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-02-20'],
  };

  it.each([
    ['2026-02-11', 0, '2026-02-11'],
    ['2026-02-11', 2, '2026-02-13'],
    ['2026-02-11', 3, '2026-02-23'],
    ['2026-02-14', 0, '2026-02-23'],
    ['2026-02-14', 1, '2026-02-24'],
  ])('%s and %i of them is %s', (day, days, result) => expect(addWorkingDays(calendar, day, days)).toBe(result));

  it('pass as whole days on the store’s own clocks', () => {
    // Friday evening in Vietnam: Monday after Tết to Wednesday have to pass.
    expect(afterWorkingDays(calendar, at('2026-02-13T23:30'), 3)).toBe(at('2026-02-26T00:00'));
    expect(afterWorkingDays({ ...calendar, timeZone: 'UTC' }, Date.parse('2026-03-02T00:00Z'), 1)).toBe(
      Date.parse('2026-03-04T00:00Z'),
    );
  });
});

describe('What is promised', () => {
  it('is the carrier’s own day before anything else', () => {
    const promise = { from: '2026-03-05', to: '2026-03-05', by: 'carrier' };
    expect(promiseOf(dayBy('2026-03-05T03:00:00Z'), at('2026-03-02T10:00'), 'VN', terms())).toEqual(promise);
    expect(promiseOf(dayBy('2026-03-04T20:00:00Z'), at('2026-03-02T10:00'), 'VN', terms())).toEqual(promise);
  });

  it('takes a day that was given without a time for that day, also in America', () => {
    expect(promiseOf(dayBy('2026-03-05T00:00:00Z'), 0, 'US', terms({}, 'America/New_York'))?.to).toBe('2026-03-05');
  });

  it('is the shipping day and the working days of the way, by the country it goes to', () => {
    const friday = at('2026-03-06T18:00');
    expect(promiseOf(noDay, friday, 'VN', terms())).toEqual({ from: '2026-03-09', to: '2026-03-11', by: 'transit' });
    expect(promiseOf(noDay, friday, 'FR', terms())).toEqual({ from: '2026-03-13', to: '2026-03-20', by: 'transit' });
    const countries = [{ country: 'FR', min: 2, max: 2 }];
    const own = terms({ transit: { ...terms().settings.transit, countries } });
    expect(promiseOf(noDay, friday, 'FR', own)).toMatchObject({ from: '2026-03-10', to: '2026-03-10' });
  });

  it('is nothing where nobody knows from where or to where', () => {
    expect(promiseOf(noDay, at('2026-03-06T18:00'), null, terms())).toBeNull();
    expect(promiseOf(noDay, at('2026-03-06T18:00'), 'VN', { ...terms(), country: null })).toBeNull();
  });

  it.each([
    ['2026-03-03T13:59', '2026-03-04', '2026-03-10'],
    ['2026-03-03T14:00', '2026-03-05', '2026-03-11'],
    // Saturday afternoon is Monday's either way.
    ['2026-03-07T15:00', '2026-03-10', '2026-03-16'],
    ['2026-03-06T14:00', '2026-03-10', '2026-03-16'],
  ])('counts an order of %s from its own or the next working day', (placed, from, to) => {
    expect(orderPromise(at(placed), 'VN', terms())).toEqual({ from, to, by: 'order' });
  });
});

describe('What can be told', () => {
  const promise: Estimate = { from: '2026-03-04', to: '2026-03-06', by: 'transit' };
  const noon = at('2026-03-05T12:00');

  it('is nothing at the door, after a failed attempt, where it waits, when it failed, and when it has come', () => {
    const told = (stage: Stage) => tellable(promise, journey(stage, noon)) !== null;
    expect((['label', 'shipped', 'in_transit', 'unknown'] as const).every(told)).toBe(true);
    const silent = ['out_for_delivery', 'attempted', 'ready_for_pickup', 'failed', 'delivered', 'picked_up'] as const;
    expect(silent.some(told)).toBe(false);
  });

  it('is of a delayed parcel only the day that was given with the delay or after it', () => {
    const delayed = (givenAt: number) => journey('delayed', noon, dayBy('2026-03-09', givenAt));
    expect(tellable(promise, journey('delayed', noon))).toBeNull();
    expect(tellable(promise, delayed(noon - HOUR))).toBeNull();
    expect(tellable(promise, delayed(noon))).toEqual(promise);
  });

  it('is no day that has passed', () => {
    expect(shownEstimate(promise, 'in_transit', 'VN', terms(), at('2026-03-03T12:00'))).toEqual(promise);
    expect(shownEstimate(promise, 'in_transit', 'VN', terms(), noon)).toEqual({ ...promise, from: '2026-03-05' });
    expect(shownEstimate(promise, 'in_transit', 'VN', terms(), at('2026-03-06T23:59'))?.to).toBe('2026-03-06');
    expect(shownEstimate(promise, 'in_transit', 'VN', terms(), at('2026-03-07T00:00'))).toBeNull();
  });

  it('is no day on which nobody works, unless the carrier has named it', () => {
    const long: Estimate = { from: '2026-03-05', to: '2026-03-11', by: 'transit' };
    const sunday = at('2026-03-08T12:00');
    expect(shownEstimate(long, 'in_transit', 'VN', terms(), sunday)).toEqual({ ...long, from: '2026-03-09' });
    const named: Estimate = { from: '2026-03-08', to: '2026-03-08', by: 'carrier' };
    expect(shownEstimate(named, 'in_transit', 'VN', terms(), sunday)).toEqual(named);
  });

  it('is no sooner than what has not set out yet can be there', () => {
    const slow = terms({ transit: { ...terms().settings.transit, domestic: { min: 2, max: 4 } } });
    const ofOrder: Estimate = { from: '2026-03-04', to: '2026-03-09', by: 'order' };
    expect(shownEstimate(ofOrder, 'unshipped', 'VN', slow, noon)).toEqual({ ...ofOrder, from: '2026-03-09' });
    expect(shownEstimate(ofOrder, 'unshipped', 'VN', slow, noon + DAY)).toBeNull();
  });

  it('is a reckoned day only where the merchant wants it, the carrier’s always', () => {
    const off = terms({ showEstimate: false });
    expect(shownEstimate(promise, 'in_transit', 'VN', off, noon)).toBeNull();
    expect(shownEstimate({ ...promise, by: 'carrier' }, 'in_transit', 'VN', off, noon)).not.toBeNull();
  });

  it('is of several parcels the whole time in which they come, if each is known', () => {
    const later: Estimate = { from: '2026-03-05', to: '2026-03-12', by: 'order' };
    expect(together([promise, later])).toEqual({ from: '2026-03-04', to: '2026-03-12', by: 'order' });
    expect(together([promise, null])).toBeNull();
    expect(together([])).toBeNull();
  });
});
