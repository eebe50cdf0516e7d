import { describe, expect, it } from 'vitest';
import { HOUR } from '../../platform/kit/clock.ts';
import { journeyOf, type ParcelReport, type ReportedEvent } from './journey.ts';
import { stageOf } from './stage-of.ts';

const SENT = Date.parse('2026-03-02T09:00:00Z');

function event(status: string, hours: number, more: Partial<ReportedEvent> = {}): ReportedEvent {
  const nothing = { message: null, city: null, country: null, estimatedDeliveryAt: null };
  return { eventId: String(1_000 + hours), status, happenedAt: SENT + hours * HOUR, ...nothing, ...more };
}
function parcel(events: ReportedEvent[], more: Partial<ParcelReport> = {}): ParcelReport {
  const base = { status: 'success', shipmentStatus: null, createdAt: SENT, updatedAt: SENT };
  return { ...base, deliveredAt: null, estimatedDeliveryAt: null, events, ...more };
}
const stagesOf = (report: ParcelReport) => journeyOf(report).steps.map(({ stage }) => stage);

describe('Shopify’s words', () => {
  it.each([
    ['CONFIRMED', 'label'],
    ['LABEL_PURCHASED', 'label'],
    ['LABEL_PRINTED', 'label'],
    ['CARRIER_PICKED_UP', 'in_transit'],
    ['IN_TRANSIT', 'in_transit'],
    ['OUT_FOR_DELIVERY', 'out_for_delivery'],
    ['ATTEMPTED_DELIVERY', 'attempted'],
    ['READY_FOR_PICKUP', 'ready_for_pickup'],
    ['DELIVERED', 'delivered'],
    ['DELAYED', 'delayed'],
    ['FAILURE', 'failed'],
    ['NOT_DELIVERED', 'failed'],
    ['PICKED_UP', 'picked_up'],
    ['SOMETHING_NEW', 'unknown'],
    ['constructor', 'unknown'],
  ])('%s is %s', (status, stage) => expect(stageOf(status)).toBe(stage));
});

describe('The way of a parcel', () => {
  it('is the same in whatever order it is told', () => {
    const events = [
      event('label_printed', 1),
      event('carrier_picked_up', 5, { city: 'Hà Nội' }),
      event('in_transit', 20, { city: 'Vinh' }),
      event('out_for_delivery', 44),
      event('delivered', 50),
    ];
    const told = journeyOf(parcel(events));
    expect(told).toMatchObject({ stage: 'delivered', deliveredAt: SENT + 50 * HOUR, lastNewsAt: SENT + 50 * HOUR });
    expect(told.steps.map(({ city }) => city)).toEqual([null, null, 'Vinh', 'Hà Nội', null]);
    for (const order of [
      [4, 3, 2, 1, 0],
      [2, 0, 4, 1, 3],
    ])
      expect(journeyOf(parcel(order.flatMap((index) => events[index] ?? [])))).toEqual(told);
  });

  it('takes of two words of one moment the one with the higher id, however long ids are', () => {
    const events = [event('in_transit', 5, { eventId: '9' }), event('out_for_delivery', 5, { eventId: '10' })];
    expect(journeyOf(parcel(events.toReversed())).stage).toBe('out_for_delivery');
  });

  it('folds what is said again and again into one step, at its first time', () => {
    const events = [
      event('in_transit', 1, { city: 'Huế' }),
      event('in_transit', 3, { city: 'Huế' }),
      event('in_transit', 5, { city: 'Đà Nẵng' }),
      event('in_transit', 7, { city: 'Huế' }),
    ];
    expect(journeyOf(parcel(events)).steps.map(({ city, at }) => [city, (at - SENT) / HOUR])).toEqual([
      ['Huế', 7],
      ['Đà Nẵng', 5],
      ['Huế', 1],
    ]);
  });

  it('is sent, as long as nobody says more', () => {
    expect(journeyOf(parcel([]))).toMatchObject({ stage: 'shipped', since: SENT, reported: false, steps: [] });
  });

  it('does not go back for a label, nor on for what is not understood', () => {
    expect(journeyOf(parcel([event('in_transit', 5), event('label_printed', 6)])).stage).toBe('in_transit');
    expect(journeyOf(parcel([event('in_transit', 5), event('held_by_owl', 6)])).stage).toBe('in_transit');
    expect(stagesOf(parcel([event('in_transit', 5), event('held_by_owl', 6)]))).toEqual(['unknown', 'in_transit']);
    expect(journeyOf(parcel([event('held_by_owl', 6)])).stage).toBe('unknown');
    expect(journeyOf(parcel([event('held_by_owl', 6), event('label_printed', 7)])).stage).toBe('label');
  });

  it('ends with the delivery, unless it failed after all', () => {
    expect(journeyOf(parcel([event('delivered', 5), event('in_transit', 6)]))).toMatchObject({
      stage: 'delivered',
      deliveredAt: SENT + 5 * HOUR,
    });
    expect(journeyOf(parcel([event('delivered', 5), event('failure', 60)]))).toMatchObject({
      stage: 'failed',
      deliveredAt: null,
    });
  });

  it('goes on from a failed attempt and a delay', () => {
    const events = [event('attempted_delivery', 5), event('delayed', 9), event('out_for_delivery', 30)];
    expect(journeyOf(parcel(events)).stage).toBe('out_for_delivery');
  });

  it('believes the parcel’s own state where the event was lost', () => {
    const lost = { shipmentStatus: 'delivered', updatedAt: SENT + 50 * HOUR };
    expect(journeyOf(parcel([event('in_transit', 5)], lost))).toMatchObject({
      stage: 'delivered',
      deliveredAt: SENT + 50 * HOUR,
    });
    const dated = { ...lost, deliveredAt: SENT + 48 * HOUR };
    expect(journeyOf(parcel([event('in_transit', 5)], dated)).deliveredAt).toBe(SENT + 48 * HOUR);
    expect(journeyOf(parcel([event('delivered', 47)], dated)).deliveredAt).toBe(SENT + 47 * HOUR);
  });

  it('was called off with its fulfilment, whatever was reported', () => {
    expect(journeyOf(parcel([event('in_transit', 5)], { status: 'cancelled' })).stage).toBe('cancelled');
  });

  it('knows the day that the carrier named last, and when', () => {
    const day = (text: string) => ({ estimatedDeliveryAt: Date.parse(text) });
    const events = [event('delayed', 9, day('2026-03-09')), event('in_transit', 5, day('2026-03-05'))];
    const own = { estimatedDeliveryAt: Date.parse('2026-03-04') };
    expect(journeyOf(parcel(events, own)).carrierEstimate).toEqual({
      at: Date.parse('2026-03-09'),
      givenAt: SENT + 9 * HOUR,
    });
    expect(journeyOf(parcel([], own)).carrierEstimate).toEqual({ at: Date.parse('2026-03-04'), givenAt: SENT });
  });
});
