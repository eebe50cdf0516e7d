/**
 * What is shown of an order that is on its way: on the tracking page, on the order status page and in the editor's preview. Days are those of
 * the store's time zone, `YYYY-MM-DD`; moments ISO 8601 in UTC; money a decimal string of `currency`. Whatever words stand in it come from
 * the store, the carrier or the merchant; ours are put around it in the language of whoever looks.
 */
import type { Attention, Stage } from '../shipments/index.ts';
import type { SectionId } from './settings.ts';

/** In both languages, as the merchant wrote it; empty = our own words. */
export interface OwnText {
  en: string;
  vi: string;
}

export interface DayRange {
  from: string;
  to: string;
}

export interface TrackedItem {
  title: string;
  quantity: number;
  /** Only addresses of `https:`. */
  imageUrl: string | null;
  /** Below the store's own address; null where the product is not there any more. */
  path: string | null;
}

export interface TrackedStep {
  stage: Stage;
  /** As Shopify names it, in small letters. */
  status: string;
  at: string;
  city: string | null;
  /** As the carrier gave it. */
  country: string | null;
  /** The carrier's own words. */
  message: string | null;
}

export interface TrackedParcel {
  id: string;
  stage: Stage;
  /** Null where neither Shopify nor the number tells. */
  carrier: string | null;
  /** Our guess by the number's format. */
  guessed: boolean;
  /** `url` is of `https:` or `http:`, or null. */
  numbers: { number: string; url: string | null }[];
  items: TrackedItem[];
  shippedOn: string | null;
  deliveredOn: string | null;
  arrives: DayRange | null;
  /** Newest first. */
  steps: TrackedStep[];
  attention: Attention | null;
  /** Nothing was heard of it for 30 days. */
  silent: boolean;
}

/** What the order brought. */
export interface TrackedPoints {
  points: number;
  /** returned: all of them were taken back. */
  state: 'pending' | 'available' | 'returned';
  /** The day on which pending ones can be used; null = not known yet. */
  availableOn: string | null;
  /** `40 beans`, and what points are called. */
  words: { en: { points: string; name: string }; vi: { points: string; name: string } };
}

export interface TrackedTier {
  name: OwnText | null;
  /** `missing`: `$12.50`, `120 points` or `2 orders`. */
  next: { name: OwnText; missing: OwnText /** Of a hundred. */; share: number } | null;
}

export interface TrackedSuggestion {
  productId: string;
  variantId: string;
  title: string;
  handle: string;
  imageUrl: string | null;
  /** Decimal, in the store's currency. */
  price: string;
  /** There are several to choose from, so nothing is put into the cart for them. */
  choose: boolean;
  /** popular: it goes with nothing in particular, many buy it. The same for all. */
  because: 'bought_together' | 'popular';
}

export interface TrackedOffer {
  percent: number;
  /** When it ends for good. */
  endsAt: string;
  code: string;
  /** Below the store's own address: puts the code into the cart. */
  applyUrl: string;
}

export interface TrackingView {
  order: { id: string; name: string; placedOn: string; currency: string; cancelled: boolean };
  /** IANA name of the store's. */
  timeZone: string;
  /** Opens the same page without a login: `…/track/o/TOKEN`. */
  token: string;
  stage: Stage;
  /** Null where a day would lie. */
  arrives: DayRange | null;
  /** What was promised first, where it is another than `arrives`. */
  promised: DayRange | null;
  deliveredOn: string | null;
  attention: Attention | null;
  parcels: TrackedParcel[];
  /** What is still to be sent. */
  unshipped: TrackedItem[];
  points: TrackedPoints | null;
  /** `50 points`: given because it takes, or took, longer than promised. */
  apology: OwnText | null;
  tier: TrackedTier | null;
  /** Null until something was delivered. */
  survey: { score: number | null; commented: boolean } | null;
  suggestions: TrackedSuggestion[];
  offer: TrackedOffer | null;
  /** What of it is shown, in the merchant's order, below the answer. */
  sections: SectionId[];
  texts: { title: OwnText; intro: OwnText; offersTitle: OwnText; help: OwnText };
  contact: { email: string | null; phone: string | null; url: string | null };
}

/** `POST /api/tracking/preview`. */
export interface TrackingPreviewRequest {
  /** As in `PUT /api/tracking/settings`, saved or not. */
  settings: unknown;
  language: 'en' | 'vi';
  sample: PreviewSample;
}
export const previewSamples = ['on_the_way', 'late', 'delivered', 'look_up'] as const;
export type PreviewSample = (typeof previewSamples)[number];

/** A whole page for an `<iframe srcdoc>` with `sandbox`: what shoppers see, in a plain theme. */
export interface TrackingPreview {
  html: string;
}

/** `POST …/track/seen`, for the page's script. */
export interface SeenAnswer {
  /** The order has a discount by now: the page, asked for again, shows it. */
  offer: boolean;
  /** This browser is the store's own, and tells nothing from now on. */
  staff: boolean;
}

/** `GET /api/tracking/staff-link`: opened once, it marks the browser of somebody of the store, whose visits count no more. */
export interface StaffLink {
  url: string;
}
