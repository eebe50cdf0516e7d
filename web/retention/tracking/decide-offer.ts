/** Whether the order's customer gets a discount at the first look, and until when. */
import { DAY, HOUR, SECOND } from '../../platform/kit/clock.ts';

/** Of an order that is older than this nobody waits for the parcel: looking through one's past brings no discounts. */
export const OFFERED_FOR = 60 * DAY;

export interface OfferFacts {
  /** As the merchant has set it; null = none. */
  discount: { percent: number; hours: number } | null;
  order: { customerId: string | null; test: boolean; placedAt: number; cancelledAt: number | null };
  /** The customer holds another one, beside another order, that has not ended. */
  holdsAnother: boolean;
  /** Whether Shopify lets the app make one. */
  makeable: boolean;
  now: number;
}

/** `endsAt` in whole seconds, as Shopify keeps times: what is shown is what holds. */
export function decideOffer(facts: OfferFacts): { percent: number; endsAt: number } | null {
  const { discount, order, holdsAnother, makeable, now } = facts;
  if (discount === null || !makeable || holdsAnother) return null;
  if (order.customerId === null || order.test || order.cancelledAt !== null) return null;
  if (now - order.placedAt > OFFERED_FOR) return null;
  const endsAt = now + discount.hours * HOUR;
  return { percent: discount.percent, endsAt: endsAt - (endsAt % SECOND) };
}
