/** When the points of an order can be spent: the return window's end, exactly N × 24 hours after its start. */
import { DAY } from '../../platform/kit/clock.ts';

export type WindowStart = 'payment' | 'order' | 'fulfillment' | 'delivery';

/** What is known of the order, ms; null while it has not happened. */
export interface WindowFacts {
  placedAt: number;
  /** When the last of it was sent. */
  fulfilledAt: number | null;
  /** When the last of it arrived. */
  deliveredAt: number | null;
  /** False for what needs no shipping: it is never sent, so payment counts. */
  shipped: boolean;
}

/**
 * Ms of maturity, or null while the start is unknown. `countsFrom` is the payment, or the later change that brought the
 * points: the window starts at the latest of it and what the merchant chose.
 */
export function maturesAt(
  countsFrom: number,
  facts: WindowFacts,
  window: { days: number; startsAt: WindowStart },
): number | null {
  const start = chosenStart(facts, window.startsAt, countsFrom);
  return start === null ? null : Math.max(countsFrom, start) + window.days * DAY;
}

function chosenStart(facts: WindowFacts, startsAt: WindowStart, countsFrom: number): number | null {
  switch (startsAt) {
    case 'payment':
      return countsFrom;
    case 'order':
      return facts.placedAt;
    case 'fulfillment':
      return facts.shipped ? facts.fulfilledAt : countsFrom;
    case 'delivery':
      return facts.shipped ? facts.deliveredAt : countsFrom;
  }
}
