/** Which tier a customer has and what is missing to the next one, in words, for whoever shows something else and this beside it. */
import { customerOfNow } from '../../mirror/customers/index.ts';
import { knownShop } from '../../mirror/shops/index.ts';
import type { CustomerId, ShopId } from '../../platform/kit/ids.ts';
import type { Services } from '../../platform/manifest.ts';
import { currentProgramme, wording } from '../programme/index.ts';
import type { Words } from './api-types.ts';
import { tierOfMember } from './show-tier.ts';

export interface ShownStanding {
  /** Null = below the first. */
  name: Words | null;
  /** `missing` such as `$12.50` or `2 orders`; `share`: so much of a hundred is done. Null = there is none above. */
  next: { name: Words; missing: Words; share: number } | null;
}

/** Null while tiers, or the programme, are off. */
export async function shownStanding(
  services: Services,
  shopId: ShopId,
  customerId: CustomerId,
): Promise<ShownStanding | null> {
  const { settings } = await currentProgramme(services, shopId);
  if (settings.status === 'off' || !settings.tiers.on) return null;
  const { read } = services.db;
  const { currency, timeZone } = await knownShop(services, shopId);
  const owner = await customerOfNow(read, shopId, customerId);
  const standing = await tierOfMember(read, shopId, owner, { settings, currency, timeZone });
  if (standing === null) return null;
  const { basis, counted, tier, next } = standing;
  const missing = (language: 'en' | 'vi', amount: string) =>
    wording(language, settings.name).counted(basis, amount, currency);
  return {
    name: tier && tier.name,
    next: next && {
      name: next.name,
      missing: { en: missing('en', next.missing), vi: missing('vi', next.missing) },
      share: Math.min(100, Math.floor((Number(counted) * 100) / Number(next.from))),
    },
  };
}
