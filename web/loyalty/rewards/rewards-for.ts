/** What a customer can spend points on, and the codes that they hold: for the panel in the store. */
import { findCustomer } from '../../mirror/customers/index.ts';
import { variantsById } from '../../mirror/products/index.ts';
import { knownShop } from '../../mirror/shops/index.ts';
import type { CustomerId, ShopId } from '../../platform/kit/ids.ts';
import type { Services } from '../../platform/manifest.ts';
import { carriesExcludedTag } from '../points/index.ts';
import { currentProgramme } from '../programme/index.ts';
import type { Reward, RewardKind } from '../programme/settings.ts';
import { applyUrl, lastDay } from './apply-url.ts';
import { codeOf } from './code-of.ts';
import { mayHave } from './decide-redemption.ts';
import { makeable } from './makeable.ts';
import { usableOf } from './store/find.ts';
import type { TierOf } from './tier-of.ts';
import { titleOf, type Words, worthOf } from './worth.ts';

export interface OfferedReward {
  id: string;
  kind: RewardKind;
  title: Words;
  /** What it costs; of a slider the least. */
  points: number;
  /** Only of a slider: `amount` (minor units) off for every `points`. */
  slider: { min: number; max: number | null; step: number; points: number; amount: number } | null;
  /** Minor units of the store's currency; null where it depends on the cart. Of a slider for the least points. */
  worth: number | null;
  /** Why it cannot be had now; null = it can. `missing`: so many points more are needed. */
  locked: { reason: 'points'; missing: number } | { reason: 'tier' | 'excluded' | 'paused' } | null;
}
export interface HeldCode {
  id: string;
  title: Words;
  code: string | null;
  /** Last day in the store's time zone. */
  expiresAt: string | null;
  applyUrl: string | null;
  /** The customer may give it back. */
  returnable: boolean;
}

/** Those that Shopify does not let the app make, or that have nothing to give, are not shown. Nobody logged in: `customerId` null. */
export async function rewardsFor(
  services: Services,
  tierOf: TierOf,
  shopId: ShopId,
  customerId: CustomerId | null,
  available: number,
): Promise<OfferedReward[]> {
  const { read } = services.db;
  const { settings } = await currentProgramme(services, shopId);
  if (settings.status === 'off') return [];
  const rewards = settings.spend.rewards.filter(({ enabled }) => enabled);
  const { currency } = await knownShop(services, shopId);
  const kinds = await makeable(read, shopId);
  const variants = rewards.flatMap((reward) => (reward.kind === 'freeProduct' ? [reward.variant.id] : []));
  const pieces = await variantsById(read, shopId, variants);
  const needsTier = customerId !== null && rewards.some(({ tiers }) => tiers.length > 0);
  const tiers = needsTier ? await tierOf(read, shopId, [customerId], services.clock.now()) : null;
  const tags = customerId === null ? [] : ((await findCustomer(read, shopId, customerId))?.tags ?? []);
  const excluded = carriesExcludedTag(tags, settings);
  const tier = (customerId && tiers?.get(customerId)) ?? null;
  return rewards.flatMap((reward): OfferedReward[] => {
    const points = reward.kind === 'slider' ? reward.min : reward.points;
    const piece = reward.kind === 'freeProduct' ? (pieces.get(reward.variant.id) ?? null) : null;
    const worth = kinds.has(reward.kind) ? worthOf(reward, points, currency, piece) : null;
    if (worth === null) return [];
    return [
      {
        id: reward.id,
        kind: reward.kind,
        title: titleOf({ ...reward, kind: reward.kind === 'slider' ? 'fixed' : reward.kind }, worth),
        points,
        slider: sliderOf(reward, currency),
        worth: 'amount' in worth ? worth.amount : null,
        locked: lockOf(reward, points, { status: settings.status, excluded, tier, available }),
      },
    ];
  });
}

function sliderOf(reward: Reward, currency: string): OfferedReward['slider'] {
  if (reward.kind !== 'slider') return null;
  const { min, max, step, points } = reward;
  const each = worthOf(reward, points, currency, null);
  return { min, max, step, points, amount: each?.kind === 'amount' ? each.amount : 0 };
}

function lockOf(
  reward: Reward,
  points: number,
  customer: { status: string; excluded: boolean; tier: string | null; available: number },
): OfferedReward['locked'] {
  if (customer.status === 'paused') return { reason: 'paused' };
  if (customer.excluded) return { reason: 'excluded' };
  if (!mayHave(reward, customer.tier)) return { reason: 'tier' };
  const missing = points - customer.available;
  return missing > 0 ? { reason: 'points', missing } : null;
}

/** Codes and gift cards that can be used, the newest first. */
export async function heldCodes(services: Services, shopId: ShopId, customerId: CustomerId): Promise<HeldCode[]> {
  const { timeZone } = await knownShop(services, shopId);
  const held = await usableOf(services.db.read, shopId, customerId, services.clock.now());
  return Promise.all(
    held
      .filter(({ code }) => code !== null)
      .map(async (redemption) => ({
        id: redemption.id,
        title: redemption.title,
        code: await codeOf(services, shopId, redemption),
        expiresAt: lastDay(redemption, timeZone),
        applyUrl: applyUrl(redemption),
        returnable: redemption.kind !== 'giftCard',
      })),
  );
}
