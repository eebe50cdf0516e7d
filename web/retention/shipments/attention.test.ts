import { describe, expect, it } from 'vitest';
import { DAY, HOUR } from '../../platform/kit/clock.ts';
import { watch, type Watched } from './attention.ts';
import type { DeliveryTerms } from './estimate.ts';
import type { Journey } from './journey.ts';
import { newsOf } from './news.ts';
import { deliverySettings, type ParcelMessage } from './settings.ts';
import type { Estimate, Stage } from './stages.ts';

/** Monday. */
const MONDAY = Date.parse('2026-03-02T10:00:00Z');
const midnight = (day: string) => Date.parse(`${day}T00:00:00Z`);
const terms: DeliveryTerms = { timeZone: 'UTC', country: 'VN', settings: deliverySettings.parse({}) };

function journey(stage: Stage, more: Partial<Journey> = {}): Journey {
  const base = { since: MONDAY, steps: [], reported: true, lastNewsAt: MONDAY, deliveredAt: null };
  return { stage, ...base, carrierEstimate: null, ...more };
}
function watched(stage: Stage, more: Partial<Watched> = {}): Watched {
  return { journey: journey(stage), firstPromise: null, promise: null, destination: 'VN', heardOf: true, ...more };
}
const until = (day: string, by: Estimate['by'] = 'transit'): Estimate => ({ from: day, to: day, by });

describe('A parcel is stuck', () => {
  it.each([
    ['label', 'VN', '2026-03-07'],
    ['shipped', 'VN', '2026-03-07'],
    ['in_transit', 'VN', '2026-03-06'],
    ['in_transit', 'FR', '2026-03-10'],
    ['attempted', 'VN', '2026-03-06'],
  ] as const)('in %s to %s without news from %s on', (stage, destination, day) => {
    const of = watched(stage, { destination });
    expect(watch(of, terms, midnight(day) - 1)).toEqual({
      attention: null,
      since: null,
      silent: false,
      nextAt: midnight(day),
    });
    expect(watch(of, terms, midnight(day))).toMatchObject({ attention: 'stuck', since: midnight(day) });
  });

  it('when it failed, at once', () => {
    expect(watch(watched('failed'), terms, MONDAY + 1)).toMatchObject({ attention: 'stuck', since: MONDAY });
  });

  it('never where nothing is ever heard of the carrier, where it waits for the customer, or where it has come', () => {
    const unheard = watched('shipped', { heardOf: false, promise: until('2026-03-04') });
    const silentOnes = { ...unheard, journey: journey('shipped', { reported: false }) };
    for (const of of [silentOnes, watched('ready_for_pickup'), watched('delivered'), watched('cancelled')])
      expect(watch(of, terms, MONDAY + 20 * DAY).attention).toBeNull();
  });

  it('no more after 30 days of silence: then nobody is told anything', () => {
    const quiet = watch(watched('in_transit'), terms, MONDAY + 30 * DAY);
    expect(quiet).toEqual({ attention: null, since: null, silent: true, nextAt: null });
    expect(watch(watched('in_transit'), terms, MONDAY + 30 * DAY - 1)).toMatchObject({ attention: 'stuck' });
  });
});

describe('A parcel is late', () => {
  it('the day after what was promised first, whatever was promised since', () => {
    const of = watched('in_transit', { firstPromise: until('2026-03-03'), promise: until('2026-03-20') });
    expect(watch(of, terms, midnight('2026-03-04') - 1).attention).toBeNull();
    expect(watch(of, terms, midnight('2026-03-04'))).toMatchObject({
      attention: 'late',
      since: midnight('2026-03-04'),
    });
  });

  it('the day after the carrier’s own, where that is sooner', () => {
    const of = watched('in_transit', { firstPromise: until('2026-03-05'), promise: until('2026-03-03', 'carrier') });
    expect(watch(of, terms, midnight('2026-03-04'))).toMatchObject({
      attention: 'late',
      since: midnight('2026-03-04'),
    });
    const reckoned = { ...of, promise: until('2026-03-03') };
    expect(watch(reckoned, terms, midnight('2026-03-04'))).toMatchObject({ attention: null });
  });

  it('as soon as the carrier names a later day, or says that it is delayed', () => {
    const carrierEstimate = { at: midnight('2026-03-09'), givenAt: MONDAY + HOUR };
    const postponed = watched('in_transit', {
      journey: journey('in_transit', { carrierEstimate }),
      firstPromise: until('2026-03-05'),
      promise: until('2026-03-09', 'carrier'),
    });
    expect(watch(postponed, terms, MONDAY + 2 * HOUR)).toMatchObject({ attention: 'late', since: MONDAY + HOUR });
    expect(watch(watched('delayed'), terms, MONDAY + 1)).toMatchObject({ attention: 'late', since: MONDAY });
  });

  it('and stuck, when nothing was heard of it for too long on top', () => {
    const of = watched('in_transit', { firstPromise: until('2026-03-03') });
    expect(watch(of, terms, midnight('2026-03-06')).attention).toBe('stuck');
  });
});

describe('What is news', () => {
  function news(stage: Stage, at: number, told: ParcelMessage[] = [], more: { history?: number; now?: number } = {}) {
    const now = more.now ?? at + HOUR;
    const of = watched(stage, { journey: journey(stage, { since: at, lastNewsAt: at }) });
    const verdict = watch(of, terms, now);
    return newsOf({ journey: of.journey, verdict, sentAt: MONDAY, told, historyUntil: more.history ?? 0 }, now);
  }

  it('is each kind once', () => {
    expect(news('label', MONDAY)).toEqual({ kind: 'shipped', told: ['shipped'] });
    expect(news('in_transit', MONDAY + HOUR, ['shipped']).kind).toBeNull();
    const door = news('out_for_delivery', MONDAY + DAY, ['shipped']);
    expect(door).toEqual({ kind: 'out_for_delivery', told: ['shipped', 'out_for_delivery'] });
    expect(news('out_for_delivery', MONDAY + 2 * DAY, door.told).kind).toBeNull();
    expect(news('delivered', MONDAY + 2 * DAY, door.told).kind).toBe('delivered');
    expect(news('delayed', MONDAY + DAY, ['shipped'])).toEqual({ kind: 'delayed', told: ['shipped', 'delayed'] });
    expect(news('delayed', MONDAY + 2 * DAY, ['shipped', 'delayed']).kind).toBeNull();
  });

  it('is of several that were reached at once only the last', () => {
    expect(news('delivered', MONDAY + DAY)).toMatchObject({ kind: 'delivered' });
    expect(news('delivered', MONDAY + DAY).told).toHaveLength(4);
    expect(news('out_for_delivery', MONDAY + DAY)).toMatchObject({ kind: 'out_for_delivery' });
    expect(news('delayed', MONDAY + DAY).told).toEqual(['shipped', 'delayed']);
    // What was told late is told no more, what comes after it is.
    expect(news('in_transit', MONDAY + 2 * DAY, ['shipped', 'delayed']).kind).toBeNull();
    expect(news('out_for_delivery', MONDAY + 2 * DAY, ['shipped', 'delayed']).kind).toBe('out_for_delivery');
  });

  it('is the last also of one moment', () => {
    expect(news('delivered', MONDAY).kind).toBe('delivered');
    expect(news('out_for_delivery', MONDAY, ['shipped']).kind).toBe('out_for_delivery');
    expect(news('delayed', MONDAY, ['shipped']).kind).toBe('delayed');
  });

  it('is nothing that was before us, or longer ago than three days', () => {
    expect(news('delivered', MONDAY + DAY, [], { history: MONDAY + DAY + 1 })).toMatchObject({ kind: null });
    expect(news('delivered', MONDAY + DAY, [], { now: MONDAY + 4 * DAY })).toMatchObject({ kind: null });
    expect(news('delivered', MONDAY + DAY, [], { now: MONDAY + 4 * DAY - 1 })).toMatchObject({ kind: 'delivered' });
    // And it does not become news by what follows.
    expect(news('delivered', MONDAY + DAY, ['shipped', 'delivered', 'out_for_delivery', 'delayed']).kind).toBeNull();
  });

  it('is nothing of attempts, pickups, failures and cancellations, for which there are no words', () => {
    for (const stage of ['attempted', 'ready_for_pickup', 'failed', 'cancelled'] as const)
      expect(news(stage, MONDAY + HOUR).kind).toBeNull();
    expect(news('cancelled', MONDAY + HOUR).told).toEqual([]);
  });
});
