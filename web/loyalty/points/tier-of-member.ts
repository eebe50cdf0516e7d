/** What points show of a customer's tier, as whoever keeps the tiers tells it. */
import type { Reader } from '../../../db/open.ts';
import type { CustomerId, ShopId } from '../../platform/kit/ids.ts';
import type { ProgrammeSettings } from '../programme/settings.ts';

interface NamedTier {
  id: string;
  name: { en: string; vi: string };
}

/** Null while tiers are off; `tier` null = below the first, `next` null = there is none above. */
export type TierOfMember = (
  handle: Reader,
  shopId: ShopId,
  customerId: CustomerId,
  of: { settings: ProgrammeSettings; currency: string; timeZone: string },
) => Promise<{ tier: NamedTier | null; next: (NamedTier & { missing: string }) | null } | null>;
