/** What can be made at Shopify for one customer. Amounts in minor units of the store's currency, ids in digits, times in ms. */

/** What a discount takes something off. Of a variant, one piece only, however many are bought. */
export type Entitled =
  | { items: 'all' }
  | { items: 'collections'; ids: readonly string[] }
  | { items: 'variant'; id: string };

/** A code that can be used once, by its customer. */
interface Code {
  title: string;
  /** Whoever has the code can use it, because nobody knows yet who that will be. */
  forAnybody?: true;
  startsAt: number;
  /** It can be used before this moment; null = without an end. */
  endsAt: number | null;
  /** Minor units; null = none. */
  minimumSubtotal: number | null;
  combinesWith: { order: boolean; product: boolean; shipping: boolean };
}
export type OfferTerms = { currency: string } & (
  | ({ kind: 'amount'; amount: number; entitled: Entitled } & Code)
  /** Above 0, at most 100. */
  | ({ kind: 'percentage'; percent: number; entitled: Entitled } & Code)
  | ({ kind: 'freeShipping' } & Code)
  /** `lastDay`: `YYYY-MM-DD`; null = it does not expire. */
  | { kind: 'giftCard'; amount: number; lastDay: string | null; note: string }
  | { kind: 'storeCredit'; amount: number; endsAt: number | null }
);
export type OfferKind = OfferTerms['kind'];

/** Scopes without which Shopify refuses to make one. */
const NEEDED: Record<OfferKind, readonly string[]> = {
  amount: ['write_discounts'],
  percentage: ['write_discounts'],
  freeShipping: ['write_discounts'],
  giftCard: ['write_gift_cards'],
  storeCredit: ['write_store_credit_account_transactions', 'read_store_credit_accounts'],
};

/** What the merchant would have to grant first; empty when it can be made. */
export function lackingFor(kind: OfferKind, granted: readonly string[]): string[] {
  return NEEDED[kind].filter(
    (scope) => !granted.includes(scope) && !granted.includes(scope.replace(/^read_/, 'write_')),
  );
}

/** Needs nobody's id. */
export function isForAnybody(terms: OfferTerms): boolean {
  return 'forAnybody' in terms && terms.forAnybody === true;
}
