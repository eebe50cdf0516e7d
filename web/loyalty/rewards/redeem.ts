/**
 * Points for a reward (rule N). One transaction takes the points and writes down what is promised for them, together with the job that
 * keeps the promise; then the reward is made at once, while the customer waits. Whatever ends in between, the job goes on from there: it
 * finishes the reward, or gives the points back.
 */
import { createHash } from 'node:crypto';
import { makeOffer, wantOffer } from '../../offers/discounts/index.ts';
import { findCustomer } from '../../mirror/customers/index.ts';
import { variantsById } from '../../mirror/products/index.ts';
import { knownShop } from '../../mirror/shops/index.ts';
import { endOfDay } from '../../platform/kit/days.ts';
import { SECOND } from '../../platform/kit/clock.ts';
import type { CustomerId, ShopId } from '../../platform/kit/ids.ts';
import { LATE, within } from '../../platform/kit/within.ts';
import type { Services } from '../../platform/manifest.ts';
import { carriesExcludedTag, redeemPoints, viewAccount } from '../points/index.ts';
import { currentProgramme, type ProgrammeSettings } from '../programme/index.ts';
import { type Asked, decideRedemption, type Facts, type Redeemable, type Refusal } from './decide-redemption.ts';
import { MAKE_REWARD } from './job-kinds.ts';
import { makeable } from './makeable.ts';
import { lastDayOf, offerOf } from './offer-of.ts';
import { offerIdOf, settleRedemption } from './settle-redemption.ts';
import { findRedemption } from './store/find.ts';
import type { Redemption } from './store/redemption-row.ts';
import { insertRedemption } from './store/save.ts';
import { titleOf } from './worth.ts';
import type { TierOf } from './tier-of.ts';

/** A shopper waits so long for a reward; then it is made behind their back. */
const PATIENCE = 8 * SECOND;
/** The job leaves the first try to the request. */
const HANDOVER = 30 * SECOND;

export interface RedeemRequest extends Asked {
  customerId: CustomerId;
  /** The shopper's own: the same again gets the same answer. */
  key: string;
}

export async function redeem(
  services: Services,
  tierOf: TierOf,
  shopId: ShopId,
  request: RedeemRequest,
): Promise<Redemption | Refusal> {
  const id = redemptionId(request);
  const known = await findRedemption(services.db.read, shopId, id);
  if (known) return sameAsked(known, request);
  const shop = await knownShop(services, shopId);
  const { settings } = await currentProgramme(services, shopId);
  const facts = await gatherFacts(services, tierOf, shopId, request, settings, shop.currency);
  const decided = decideRedemption(settings, request, facts);
  if ('reason' in decided) return decided;
  const promised = await promise(services, shopId, id, request, decided, shop);
  if (typeof promised === 'object') return withDebt(services, shopId, request.customerId, promised);
  // Of two that ask at the same moment under one key, one makes it.
  if (promised === 'here') await makeAtOnce(services, shopId, id);
  const made = await findRedemption(services.db.read, shopId, id);
  if (!made) throw new Error(`redemption ${id} is not there any more`);
  return sameAsked(made, request);
}

/** Of the customer and the key alone, so that whoever asks twice means the same one. */
function redemptionId({ customerId, key }: RedeemRequest): string {
  return createHash('sha256')
    .update(JSON.stringify([customerId, key]))
    .digest('hex')
    .slice(0, 24);
}

function inputHash({ rewardId, points }: Asked): string {
  return createHash('sha256').update(JSON.stringify({ rewardId, points })).digest('hex');
}

function sameAsked(known: Redemption, request: Asked): Redemption | Refusal {
  return known.inputHash === inputHash(request) ? known : { reason: 'other_input' };
}

async function gatherFacts(
  services: Services,
  tierOf: TierOf,
  shopId: ShopId,
  { customerId, rewardId }: RedeemRequest,
  settings: ProgrammeSettings,
  currency: string,
): Promise<Facts> {
  const { read } = services.db;
  const reward = settings.spend.rewards.find(({ id }) => id === rewardId);
  const variantId = reward?.kind === 'freeProduct' ? reward.variant.id : null;
  const tags = (await findCustomer(read, shopId, customerId))?.tags ?? [];
  const tiers =
    reward && reward.tiers.length > 0 ? await tierOf(read, shopId, [customerId], services.clock.now()) : null;
  const pieces = variantId === null ? null : await variantsById(read, shopId, [variantId]);
  return {
    excluded: carriesExcludedTag(tags, settings),
    tier: tiers?.get(customerId) ?? null,
    currency,
    piece: pieces?.get(variantId ?? '') ?? null,
    makeable: reward !== undefined && (await makeable(read, shopId)).has(reward.kind),
  };
}

/** Who owes points is told so, instead of having none. */
async function withDebt(
  services: Services,
  shopId: ShopId,
  customerId: CustomerId,
  refusal: Refusal,
): Promise<Refusal> {
  if (refusal.reason !== 'too_little' || refusal.available > 0) return refusal;
  const view = await viewAccount(services.db.read, shopId, customerId, services.clock.now());
  const debt = view?.balance.debt ?? 0;
  return debt > 0 ? { reason: 'debt', debt } : refusal;
}

/** By this request (`here`), or by another that asked for the same under the same key a moment ago. */
async function promise(
  services: Services,
  shopId: ShopId,
  id: string,
  request: RedeemRequest,
  decided: Redeemable,
  shop: { currency: string; timeZone: string },
): Promise<Refusal | 'here' | 'elsewhere'> {
  const { customerId } = request;
  const { reward, points, worth } = decided;
  const now = services.clock.now();
  const title = titleOf(reward, worth);
  const lastDay = lastDayOf(reward, now, shop.timeZone);
  return services.db.transaction(async (tx) => {
    const booked = await redeemPoints(services, tx, shopId, {
      customerId,
      points,
      redemptionId: id,
      key: id,
      occurredAt: now,
    });
    switch (booked.outcome) {
      case 'too_little':
        return { reason: 'too_little', needed: points, available: booked.available };
      case 'erased':
        return { reason: 'not_logged_in' };
      case 'other_input':
        return { reason: 'other_input' };
      case 'repeated':
        return 'elsewhere';
      case 'booked':
        break;
    }
    await insertRedemption(tx, shopId, {
      id,
      customerId,
      rewardId: reward.id,
      kind: reward.kind,
      points,
      title,
      worth,
      inputHash: inputHash(request),
      expiresAt: lastDay === null ? null : endOfDay(shop.timeZone, lastDay),
      createdAt: now,
    });
    await wantOffer(services, tx, shopId, {
      id: offerIdOf(id),
      customerId,
      terms: offerOf(decided, shop, now, title.en),
      atOnce: true,
    });
    await services.addJob(tx, { kind: MAKE_REWARD, shopId, key: id, runAt: now + HANDOVER });
    return 'here';
  });
}

async function makeAtOnce(services: Services, shopId: ShopId, id: string): Promise<void> {
  const making = makeOffer(services, shopId, offerIdOf(id), {
    first: true,
    onSettled: (tx, settled) => settleRedemption(services, tx, shopId, id, settled),
  }).catch((error: unknown) => {
    // The job asks Shopify what became of it.
    services.log.warn({ err: error, shopId }, 'A reward could not be made at once');
  });
  if ((await within(PATIENCE, making)) === LATE) services.log.warn({ shopId }, 'A reward takes its time');
}
