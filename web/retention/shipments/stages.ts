/** Where a parcel is, in the words that the page, the emails and the merchant's list share. */

export const stages = [
  /** Nothing was sent yet. Of orders alone. */
  'unshipped',
  /** The carrier knows of it and does not have it: a label was made, or Shopify's `confirmed`. */
  'label',
  /** Handed over, as the store says; the carrier has not said anything. */
  'shipped',
  'in_transit',
  'out_for_delivery',
  'ready_for_pickup',
  /** Somebody was at the door in vain. */
  'attempted',
  'delayed',
  /** Refused, returned, damaged, lost. */
  'failed',
  'delivered',
  /** By the customer, where it waited. */
  'picked_up',
  'cancelled',
  /** The carrier says something that this app does not know; it is shown as Shopify names it. */
  'unknown',
] as const;
export type Stage = (typeof stages)[number];

/** Of what the merchant should know: over the promise, or no news for too long (or failed, or nothing sent for too long). */
export type Attention = 'late' | 'stuck';

/** Days are `YYYY-MM-DD` in the store's time zone; both included. */
export interface Estimate {
  from: string;
  to: string;
  /** carrier: their own day. transit: reckoned from the shipping. order: reckoned from the order, as nothing was sent yet. */
  by: 'carrier' | 'transit' | 'order';
}
