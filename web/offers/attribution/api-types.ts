/** What the results of the tracking page are answered as. Money is a decimal string in the store's currency, days are the store's. */

/** Where something of ours was looked at. `tracking_email`: the page, opened from a link in our email. */
export const surfaces = ['tracking_page', 'tracking_email', 'order_status', 'thank_you'] as const;
export type Surface = (typeof surfaces)[number];
/** Where an order's parcels are looked up: the thank-you page comes by itself, so it stands apart from the visits for each order. */
export const isLookUp = (surface: Surface): boolean => surface !== 'thank_you';

export interface ResultFigures {
  /** Looks at an order's parcels, by people: at most one for each order, place and half hour. */
  visits: number;
  /** Orders that were looked at for the first time: of a place, there; of all, anywhere. */
  ordersLookedAt: number;
  /** `visits` by `ordersLookedAt`, one decimal; null = nothing was looked at for the first time. */
  visitsPerOrder: number | null;
  /** On a product that was offered. */
  clicks: number;
  /** One tap into the cart. */
  carts: number;
  /** Paid orders that followed a click, by the day on which they were placed. */
  orders: number;
  /** Of them, those for which the page's own discount was used. */
  withDiscount: number;
  /** Orders that followed a click and wait for their payment, as cash on delivery does; not part of the others. */
  unpaid: number;
  /** Of the `orders`: as placed, with shipping and taxes. */
  revenue: string;
  /** Given back of that since then, whenever. */
  refunded: string;
  /** `revenue` less `refunded`. */
  net: string;
  /** `net` for each hundred visits; null = there were none. */
  netPer100Visits: string | null;
  /** `orders` by `ordersLookedAt`, 0 to 1 and rarely more; null = nothing was looked at for the first time. */
  upsellRate: number | null;
}

/** `GET /api/tracking/results?from=&to=`: both days included; by default the last 30 days up to today. */
export interface TrackingResults {
  from: string;
  to: string;
  timeZone: string;
  currency: string;
  /** An order follows a click when it is placed within so many days after it. */
  windowDays: number;
  /** Without the thank-you page, like `days`. */
  total: ResultFigures;
  /** Each place by itself, whether or not anything happened there. */
  places: (ResultFigures & { surface: Surface })[];
  /** Oldest first, without gaps. */
  days: (ResultFigures & { day: string })[];
}
