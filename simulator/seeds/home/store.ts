/** A home-goods store in New York State: dollars, tax added at the checkout, paid by card. Every name here is made up. */
import type { SeedStore } from '../seed-store.ts';
import { dhl, ups, usps } from '../parcels/numbers.ts';
import { affinities, collections, products } from './catalogue.ts';
import { people } from './people.ts';

export const home: SeedStore = {
  name: 'Quillwick Home',
  handle: 'quillwick-home',
  email: 'hello@quillwick.example',
  currency: 'USD',
  locale: 'en',
  timeZone: 'America/New_York',
  country: 'US',
  taxesIncluded: false,
  products,
  collections,
  affinities,
  discounts: [
    {
      code: 'WELCOME10',
      title: '10% off your first order',
      kind: 'percentage',
      value: 0.1,
      minimumSubtotal: null,
      oncePerCustomer: true,
      combinesWith: { order: false, product: false, shipping: true },
      uptake: 0.35,
      firstOrderOnly: true,
    },
    {
      code: 'SAVE15',
      title: '$15 off orders of $120 or more',
      kind: 'amount',
      value: 1500,
      minimumSubtotal: 12_000,
      oncePerCustomer: false,
      combinesWith: { order: false, product: false, shipping: false },
      uptake: 0.25,
      firstOrderOnly: false,
    },
  ],
  shoppers: {
    customers: 290,
    r: 0.8,
    alpha: 14,
    a: 0.9,
    b: 2.1,
    growth: 1.8,
    // The weeks before Christmas, a lull after, and a smaller wave when people move house in spring.
    season: { 1: 0.7, 2: 0.75, 4: 1.1, 5: 1.15, 7: 0.8, 8: 0.85, 11: 1.7, 12: 2.1 },
    hours: [2, 1, 1, 0, 0, 1, 2, 3, 5, 6, 7, 7, 8, 7, 6, 6, 6, 6, 7, 9, 11, 11, 8, 4],
    basketSizes: [0.48, 0.29, 0.14, 0.06, 0.03],
  },
  checkout: {
    shipping: 795,
    freeShippingFrom: 9900,
    shippingTitle: 'Standard',
    taxRate: 0.08,
    cashOnDelivery: 0,
    refusedAtDoor: 0,
    cancelled: 0.025,
    partlyRefunded: 0.055,
    fullyRefunded: 0.025,
    carriers: [
      { name: 'USPS', number: usps, share: 52 },
      { name: 'UPS', number: ups, share: 28 },
      { name: 'DHL Express', number: dhl, share: 8 },
      { name: null, number: ups, share: 12 },
    ],
    places: { origin: 'Hudson', hub: 'Albany' },
    said: {
      delayed: 'Severe weather: your package is running late',
      nobodyHome: 'Nobody was there to sign for it; we will try again',
      returned: 'Insufficient address, returned to sender',
    },
    transitDays: [2, 6],
    accounts: 0.55,
  },
  people,
};
