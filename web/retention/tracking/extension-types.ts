/** What the UI extension on Shopify's thank-you and order status pages asks and is answered. Days, moments and money as in `api-types.ts`. */
import type { OwnText, TrackedParcel, TrackedPoints, TrackingView } from './api-types.ts';

export const extensionSurfaces = ['order_status', 'thank_you'] as const;
export type ExtensionSurface = (typeof extensionSurfaces)[number];

/**
 * `GET /ext/order?order=GID`. counting: Shopify has not told of this order yet, as on a thank-you page that is quicker than its webhook; the
 * same for an order that the store does not have.
 */
export type ExtensionAnswer = { state: 'counting' } | ({ state: 'known' } & ExtensionOrder);

export interface ExtensionOrder {
  /** Null: it brought nothing, or the merchant does not show it. */
  points: TrackedPoints | null;
  /** Null: the merchant does not use the tracking page. */
  where: Pick<TrackingView, 'stage' | 'arrives' | 'promised' | 'deliveredOn' | 'attention'> | null;
  /** For the order's own customer alone, logged in. */
  own: OwnOrder | null;
}

export interface OwnOrder {
  /** The tracking page: a whole address, without a login. */
  page: string;
  parcels: Omit<TrackedParcel, 'steps'>[];
  /** `url`: a whole address that puts the discount into the cart. */
  offer: { percent: number; endsAt: string; url: string } | null;
  /** `url`: the product's page, with the discount where there is one. */
  suggestions: { productId: string; title: string; imageUrl: string | null; price: string; url: string }[];
  /** popular: they go with nothing in particular, many buy them. */
  popular: boolean;
  /** The merchant's own heading above them. */
  offersTitle: OwnText;
  currency: string;
  timeZone: string;
}

/** `POST /ext/seen`. */
export interface ExtensionSeen {
  order: string;
  surface: ExtensionSurface;
  kind: 'view' | 'click';
  /** Digits; of a click. */
  product?: string;
}
/** `offer`: the order has a discount by now, so it is worth asking for the order again. */
export interface ExtensionSeenAnswer {
  offer: boolean;
}
