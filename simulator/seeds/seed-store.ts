/** What a seed says about a store before anything happens in it: plain data, written by hand in `coffee/` and `home/`. */
import type { Picture } from './pictures/picture.ts';
import type { NumberOf } from './parcels/numbers.ts';
import type { Random } from './random.ts';

export interface SeedStore {
  name: string;
  /** Becomes `<handle>.myshopify.com`. */
  handle: string;
  email: string;
  currency: string;
  locale: 'vi' | 'en';
  timeZone: string;
  country: string;
  taxesIncluded: boolean;
  products: SeedProduct[];
  collections: SeedCollection[];
  discounts: SeedDiscount[];
  /** Bought together more often than chance: handles of two products and how much likelier the second makes the first. */
  affinities: [string, string, number][];
  shoppers: ShopperProcess;
  checkout: Checkout;
  people: People;
}

export interface SeedProduct {
  handle: string;
  title: string;
  /** One or two paragraphs of plain text; turned into HTML with escaping. */
  description: string;
  productType: string;
  tags: string[];
  picture: Picture;
  /** Minor units; the first is the usual choice. */
  variants: { title: string; sku: string; price: number; share: number }[];
  /** How often it is chosen, relative to the others. */
  popularity: number;
  /** Month (1–12) → factor on popularity. */
  season?: Record<number, number>;
  /** Copies a shopper takes when they take it at all: share of orders with 1, 2, 3 …. */
  copies?: number[];
}
export interface SeedCollection {
  handle: string;
  title: string;
  /** Products that carry this tag. */
  tag: string;
}
export interface SeedDiscount {
  code: string;
  title: string;
  kind: 'amount' | 'percentage' | 'freeShipping';
  /** Minor units for `amount`, 0..1 for `percentage`. */
  value: number;
  minimumSubtotal: number | null;
  oncePerCustomer: boolean;
  combinesWith: { order: boolean; product: boolean; shipping: boolean };
  /** Share of the orders that could use it and do. */
  uptake: number;
  firstOrderOnly: boolean;
}

/**
 * Who comes and how often, in weeks: the beta-geometric/negative-binomial family (README.md says why and gives the sources).
 * Purchase rates differ between people as Gamma(r, alpha), the chance to leave for good after an order as Beta(a, b).
 */
export interface ShopperProcess {
  customers: number;
  r: number;
  alpha: number;
  a: number;
  b: number;
  /** How much more newcomers a week brings at the end of the history than at its start. */
  growth: number;
  /** Month (1–12) → factor on both arrivals and purchases; months left out count 1. */
  season: Record<number, number>;
  /** Share of orders by hour of the local day, 24 numbers. */
  hours: number[];
  /** Share of orders with 1, 2, 3 … different products. */
  basketSizes: number[];
}

export interface Checkout {
  /** Minor units. */
  shipping: number;
  freeShippingFrom: number | null;
  shippingTitle: string;
  taxRate: number;
  /** Share of orders paid in cash when the parcel arrives. */
  cashOnDelivery: number;
  /** Of those: share that nobody takes at the door; voided and cancelled. */
  refusedAtDoor: number;
  cancelled: number;
  partlyRefunded: number;
  fullyRefunded: number;
  carriers: SeedCarrier[];
  /** Where the goods come from, and the carriers' place on the way. */
  places: { origin: string; hub: string };
  /** What carriers say about what went wrong, in the country's language. */
  said: { delayed: string; nobodyHome: string; returned: string };
  /** Days from shipping to the door, least and most. */
  transitDays: [number, number];
  /** Share of the people who have made an account. */
  accounts: number;
}

export interface SeedCarrier {
  /** As the merchant writes it at Shopify; null = nothing but the number. */
  name: string | null;
  number: NumberOf;
  /** Share of the parcels. */
  share: number;
}

export interface People {
  /** `firstName` and `lastName` as Shopify would show them. */
  name(random: Random): { firstName: string; lastName: string };
  places: { city: string; province: string | null; zip: string | null; weight: number }[];
  streets: string[];
  /** House number and street in the country's order. */
  street(number: number, street: string): string;
}
