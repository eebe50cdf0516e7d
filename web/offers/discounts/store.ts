import type { Reader, Tx } from '../../../db/open.ts';
import type { OffersTable } from '../../../db/schema/offers.ts';
import type { CustomerId, ShopId } from '../../platform/kit/ids.ts';
import type { OfferTerms } from './terms.ts';

export interface Offer {
  id: string;
  customerId: CustomerId | null;
  /** As it is kept: see `sealed-code.ts`. */
  code: string | null;
  terms: OfferTerms;
  state: OffersTable['state'];
  /** When the last try to make it began, ms; null = there was none. */
  triedAt: number | null;
  shopifyId: string | null;
  problem: string | null;
  createdAt: number;
}

export async function findOffer(handle: Reader, shopId: ShopId, id: string): Promise<Offer | null> {
  const row = await handle
    .selectFrom('offers')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('offer_id', '=', id)
    .executeTakeFirst();
  if (!row) return null;
  return {
    id: row.offer_id,
    customerId: row.customer_id as CustomerId | null,
    code: row.code,
    terms: JSON.parse(row.terms) as OfferTerms,
    state: row.state,
    triedAt: row.tried_at,
    shopifyId: row.shopify_id,
    problem: row.problem,
    createdAt: row.created_at,
  };
}

export async function insertOffer(
  tx: Tx,
  shopId: ShopId,
  offer: Pick<Offer, 'id' | 'customerId' | 'code' | 'terms' | 'triedAt' | 'createdAt'>,
): Promise<void> {
  await tx
    .insertInto('offers')
    .values({
      shop_id: shopId,
      offer_id: offer.id,
      customer_id: offer.customerId,
      code: offer.code,
      terms: JSON.stringify(offer.terms),
      state: 'wanted',
      tries: offer.triedAt === null ? 0 : 1,
      tried_at: offer.triedAt,
      shopify_id: null,
      problem: null,
      created_at: offer.createdAt,
      settled_at: null,
    })
    .execute();
}

/** Before each try to make it. */
export async function countTry(tx: Tx, shopId: ShopId, id: string, now: number): Promise<void> {
  await tx
    .updateTable('offers')
    .set((eb) => ({ tries: eb('tries', '+', 1), tried_at: now }))
    .where('shop_id', '=', shopId)
    .where('offer_id', '=', id)
    .execute();
}

/** False when somebody else has said before what became of it. */
export async function settleOffer(
  tx: Tx,
  shopId: ShopId,
  id: string,
  outcome: { state: 'made'; shopifyId: string | null } | { state: 'refused'; problem: string },
  now: number,
): Promise<boolean> {
  const result = await tx
    .updateTable('offers')
    .set({
      state: outcome.state,
      settled_at: now,
      ...(outcome.state === 'made' ? { shopify_id: outcome.shopifyId } : { problem: outcome.problem }),
    })
    .where('shop_id', '=', shopId)
    .where('offer_id', '=', id)
    .where('state', '=', 'wanted')
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function markEnded(tx: Tx, shopId: ShopId, id: string): Promise<void> {
  await tx
    .updateTable('offers')
    .set({ state: 'ended' })
    .where('shop_id', '=', shopId)
    .where('offer_id', '=', id)
    .where('state', '=', 'made')
    .execute();
}

/** Which of these things of Shopify's are known to be made for an offer. */
export async function claimed(handle: Reader, shopId: ShopId, shopifyIds: readonly string[]): Promise<Set<string>> {
  if (shopifyIds.length === 0) return new Set();
  const rows = await handle
    .selectFrom('offers')
    .select('shopify_id')
    .where('shop_id', '=', shopId)
    .where('shopify_id', 'in', shopifyIds)
    .execute();
  return new Set(rows.flatMap((row) => row.shopify_id ?? []));
}

export async function reassignOffers(tx: Tx, shopId: ShopId, from: string, to: string): Promise<void> {
  await tx
    .updateTable('offers')
    .set({ customer_id: to })
    .where('shop_id', '=', shopId)
    .where('customer_id', '=', from)
    .execute();
}

/** What was made stays; for whom it was, and the code that could be used, are forgotten. */
export async function forgetInOffers(tx: Tx, shopId: ShopId, customerIds: readonly string[]): Promise<void> {
  if (customerIds.length === 0) return;
  await tx
    .updateTable('offers')
    .set({ customer_id: null, code: null })
    .where('shop_id', '=', shopId)
    .where('customer_id', 'in', customerIds)
    .execute();
}
