/** Codes, gift cards and store credit that are made at Shopify, never twice and never lost. */
export { endOffer, offerUsage } from './end-offer.ts';
export {
  makeOffer,
  type Making,
  offerCode,
  type OnSettled,
  type Settled,
  wantOffer,
  type WantedOffer,
} from './make-offer.ts';
export { type Entitled, lackingFor, type OfferKind, type OfferTerms } from './terms.ts';
