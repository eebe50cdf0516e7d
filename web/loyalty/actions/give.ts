/** Gives points for an action: once for each occasion, within its limit, to nobody whom the programme leaves out. */
import { randomUUID } from 'node:crypto';
import { customersWithTags } from '../../mirror/customers/index.ts';
import { knownShop } from '../../mirror/shops/index.ts';
import type { CustomerId, ShopId } from '../../platform/kit/ids.ts';
import type { Services } from '../../platform/manifest.ts';
import { type Balance, carriesExcludedTag, grantPoints } from '../points/index.ts';
import type { ProgrammeSettings } from '../programme/settings.ts';
import { countsSince, type Offer } from './offered.ts';
import { countGifts, type Gift, giftOfRequest, hasGift, insertGift } from './store.ts';

export interface Deed {
  customerId: CustomerId;
  offer: Offer;
  /** What makes it one among several of the kind; empty = there is only one. */
  occasion: string;
  /** What a caller knows it by: a repetition gets the first answer. */
  request?: string | null;
  /** Where the caller says how many. */
  points?: number;
}

export type Given =
  | { outcome: 'given'; points: number; balance: Balance }
  /** The very request was answered before. */
  | { outcome: 'repeated'; points: number }
  | { outcome: 'other_input' }
  | { outcome: 'already' | 'limit' | 'excluded' | 'erased' };

/** Undoes the transaction. */
class NotGiven extends Error {
  readonly why: 'already' | 'limit';
  constructor(why: NotGiven['why']) {
    super(why);
    this.why = why;
  }
}

export async function give(
  services: Services,
  shopId: ShopId,
  settings: ProgrammeSettings,
  deed: Deed,
): Promise<Given> {
  const { customerId, offer, occasion, request = null, points = offer.points } = deed;
  const asked = { customerId, action: offer.action, request, points: deed.points };
  const place = { customerId, action: offer.action, occasion };
  const before = await answeredBefore(services, shopId, asked);
  if (before) return before;
  if (await hasGift(services.db.read, shopId, place)) return quicker('already');
  if (await isExcluded(services, shopId, settings, customerId)) return { outcome: 'excluded' };
  const { timeZone } = await knownShop(services, shopId);
  try {
    return await services.db.transaction(async (tx): Promise<Given> => {
      const now = services.clock.now();
      const grantKey = `action/${randomUUID()}`;
      const { source, limit } = offer;
      const once = onceOf(offer, occasion);
      const grant = { customerId, points, key: grantKey, source, occurredAt: now, matures: 'now', ...once } as const;
      const booked = await grantPoints(services, tx, shopId, grant);
      if (booked.outcome === 'erased') return { outcome: 'erased' };
      if (booked.outcome !== 'booked') throw new Error(`a new grant is ${booked.outcome}`);
      // The account is locked: nobody counts at the same time.
      if (limit && (await countGifts(tx, shopId, place, countsSince(limit, now, timeZone))) >= limit.times)
        throw new NotGiven('limit');
      const gift: Gift = { ...place, request, points, grantKey, givenAt: now };
      if (!(await insertGift(tx, shopId, gift))) throw new NotGiven('already');
      return { outcome: 'given', points, balance: booked.balance };
    });
  } catch (error) {
    if (!(error instanceof NotGiven)) throw error;
    return quicker(error.why);
  }

  /** Of two requests at once the other was first: if it was this very one, its answer is the answer. */
  async function quicker(why: NotGiven['why']): Promise<Given> {
    return (await answeredBefore(services, shopId, asked)) ?? { outcome: why };
  }
}

/** Of two customers who become one, one keeps it (rule U). Birthdays go by the store's calendar, so their year is the occasion's. */
function onceOf({ source, action }: Offer, occasion: string): { once?: string } {
  if (source === 'birthday') return { once: `birthday/${occasion}` };
  return source === 'social' ? { once: action } : {};
}

/** What became of the request when it came first, also where the action is not offered any more. */
export async function answeredBefore(
  services: Services,
  shopId: ShopId,
  asked: Pick<Gift, 'customerId' | 'action' | 'request'> & { points: number | undefined },
): Promise<Extract<Given, { outcome: 'repeated' | 'other_input' }> | null> {
  const gift = asked.request === null ? null : await giftOfRequest(services.db.read, shopId, asked.request);
  if (!gift) return null;
  const same = gift.customerId === asked.customerId && gift.action === asked.action;
  return same && (asked.points ?? gift.points) === gift.points
    ? { outcome: 'repeated', points: gift.points }
    : { outcome: 'other_input' };
}

/** Staff, wholesale and whoever else the merchant leaves out by a tag. */
async function isExcluded(
  services: Services,
  shopId: ShopId,
  settings: ProgrammeSettings,
  customerId: CustomerId,
): Promise<boolean> {
  if (settings.exclude.customerTags.length === 0) return false;
  const tags = await customersWithTags(services, shopId, [customerId]);
  return carriesExcludedTag(tags.get(customerId) ?? [], settings);
}
