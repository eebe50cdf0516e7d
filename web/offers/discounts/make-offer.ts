/**
 * Making things at Shopify, never twice and never for nothing. Whoever wants one writes it down in the transaction of its cause
 * (`wantOffer`) together with a job, and has it made after the commit (`makeOffer`), from the job or at once. Before every try but the first
 * Shopify is asked whether an earlier one was done, because its answer may have been lost.
 */
import type { Tx } from '../../../db/open.ts';
import { HOUR, MINUTE } from '../../platform/kit/clock.ts';
import { ShopUnavailable } from '../../platform/kit/errors.ts';
import type { CustomerId, ShopId } from '../../platform/kit/ids.ts';
import type { Services } from '../../platform/manifest.ts';
import { AdminApiError } from '../../platform/shopify/admin-api.ts';
import { type Answer, create, lookUp } from './ask-shopify.ts';
import { newDiscountCode, newGiftCardCode } from './new-code.ts';
import { openCode, sealCode } from './sealed-code.ts';
import { countTry, findOffer, insertOffer, type Offer, settleOffer } from './store.ts';
import { isForAnybody, type OfferTerms } from './terms.ts';

/** No call that was under way so long ago can still be done by Shopify, all our own repetitions of it included. */
const UNDER_WAY = 10 * MINUTE;
/** What is not there so long after it was wanted is not made any more: whoever waits for it gets back what it cost. */
const LONG_ENOUGH = 6 * HOUR;

export interface WantedOffer {
  /** Unique in the store, chosen by the caller. */
  id: string;
  /** Null only where the terms are `forAnybody`. */
  customerId: CustomerId | null;
  terms: OfferTerms;
  /** The caller makes it right after the commit, so nobody else has tried before; else a job does. */
  atOnce: boolean;
}

export async function wantOffer(services: Services, tx: Tx, shopId: ShopId, wanted: WantedOffer): Promise<void> {
  await insertOffer(tx, shopId, {
    id: wanted.id,
    customerId: wanted.customerId,
    code: codeFor(services, shopId, wanted),
    terms: wanted.terms,
    triedAt: wanted.atOnce ? services.clock.now() : null,
    createdAt: services.clock.now(),
  });
}

function codeFor(services: Services, shopId: ShopId, wanted: WantedOffer): string | null {
  const { kind } = wanted.terms;
  if (kind === 'storeCredit') return null;
  return sealCode(services, shopId, wanted, kind === 'giftCard' ? newGiftCardCode() : newDiscountCode());
}

/** What the customer enters; null where there is nothing to enter, and after erasure. */
export async function offerCode(services: Services, shopId: ShopId, id: string): Promise<string | null> {
  const offer = await findOffer(services.db.read, shopId, id);
  return offer && openCode(services, shopId, offer);
}

export type Settled = { outcome: 'made'; code: string | null } | { outcome: 'refused'; problem: string };
/** `later`: it is too early to know; not before then, ms. */
export type Making = Settled | { outcome: 'later'; at: number } | { outcome: 'unknown' };

/** Told in the transaction in which it became known, once. */
export type OnSettled = (tx: Tx, settled: Settled) => Promise<void>;

export interface MakeOptions {
  /** The try that `wantOffer` has counted. */
  first?: boolean;
  onSettled: OnSettled;
}

/** Throws what a job is tried again for: Shopify could not be reached, or did not say what it did. */
export async function makeOffer(
  services: Services,
  shopId: ShopId,
  id: string,
  { first = false, onSettled }: MakeOptions,
): Promise<Making> {
  const kept = await findOffer(services.db.read, shopId, id);
  if (kept === null) return { outcome: 'unknown' };
  const offer = { ...kept, code: openCode(services, shopId, kept) };
  if (offer.state !== 'wanted') return settledOf(offer);
  if (offer.customerId === null && !isForAnybody(offer.terms)) {
    return settle(services, shopId, offer, { state: 'refused', problem: 'The customer was erased.' }, onSettled);
  }
  const now = services.clock.now();
  if (!first && offer.triedAt !== null) {
    if (offer.terms.kind === 'storeCredit' && now < offer.triedAt + UNDER_WAY)
      return { outcome: 'later', at: offer.triedAt + UNDER_WAY };
    const found = await lookUp(services, shopId, offer);
    if (found) return settle(services, shopId, offer, found, onSettled);
    if (now >= offer.createdAt + LONG_ENOUGH && offer.terms.kind !== 'giftCard')
      return settle(
        services,
        shopId,
        offer,
        { state: 'refused', problem: 'Shopify did not answer in time.' },
        onSettled,
      );
  }
  if (!first) await services.db.transaction((tx) => countTry(tx, shopId, id, now));
  return settle(services, shopId, offer, await tryOnce(services, shopId, offer, first), onSettled);
}

async function tryOnce(services: Services, shopId: ShopId, offer: Offer, first: boolean): Promise<Answer> {
  try {
    return await create(services, shopId, offer);
  } catch (error) {
    // Understood and not done; or nothing was sent at all, because the store's access has ended.
    if (error instanceof AdminApiError && error.reason === 'refused')
      return { state: 'refused', problem: error.message };
    if (error instanceof ShopUnavailable && first) return { state: 'refused', problem: error.message };
    throw error;
  }
}

async function settle(
  services: Services,
  shopId: ShopId,
  offer: Offer,
  answer: Answer,
  onSettled: OnSettled,
): Promise<Making> {
  const settled = asSettled(answer, offer.code);
  const mine = await services.db.transaction(async (tx) => {
    const first = await settleOffer(tx, shopId, offer.id, answer, services.clock.now());
    if (first) await onSettled(tx, settled);
    return first;
  });
  if (mine) return settled;
  const known = await findOffer(services.db.read, shopId, offer.id);
  return known ? settledOf({ ...known, code: offer.code }) : { outcome: 'unknown' };
}

function asSettled(answer: Answer, code: string | null): Settled {
  return answer.state === 'made' ? { outcome: 'made', code } : { outcome: 'refused', problem: answer.problem };
}

function settledOf({ state, code, problem }: Offer): Making {
  if (state === 'wanted') return { outcome: 'unknown' };
  return state === 'refused' ? { outcome: 'refused', problem: problem ?? '' } : { outcome: 'made', code };
}
