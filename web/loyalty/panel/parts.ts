import type { Reader } from '../../../db/open.ts';
import type { CustomerId, ShopId } from '../../platform/kit/ids.ts';
import type { Services } from '../../platform/manifest.ts';
import type { ProgrammeSettings } from '../programme/settings.ts';

/** What other slices tell the panel; `app.ts` passes their functions in. Only what the panel reads of their answers is named. */
export interface PanelParts {
  tierOfMember(
    handle: Reader,
    shopId: ShopId,
    customerId: CustomerId,
    store: { settings: ProgrammeSettings; currency: string; timeZone: string },
  ): Promise<MemberStanding | null>;
  /** Also what cannot be had now, and why; without what the store cannot make. */
  rewardsFor(
    services: Services,
    shopId: ShopId,
    customerId: CustomerId,
    available: number,
  ): Promise<{ id: string; locked: { reason: string; missing?: number } | null }[]>;
  heldCodes(services: Services, shopId: ShopId, customerId: CustomerId): Promise<Held[]>;
  bonusProgress(services: Services, shopId: ShopId, customerId: CustomerId): Promise<Progress[]>;
  memberActions(services: Services, shopId: ShopId, customerId: CustomerId): Promise<ActionsDone>;
  ownReferrals(
    services: Services,
    shopId: ShopId,
    customerId: CustomerId,
    of: { settings: ProgrammeSettings; pathPrefix: string; seen: { ip: string | null; device: string | null } },
  ): Promise<OwnReferrals | null>;
}

/** Amounts as decimals: points, orders, or of the store's currency. */
export interface MemberStanding {
  basis: 'points' | 'spend' | 'orders';
  counted: string;
  tier: { id: string; name: { en: string; vi: string } } | null;
  next: { name: { en: string; vi: string }; from: string; missing: string } | null;
}

export interface Held {
  id: string;
  title: { en: string; vi: string };
  code: string | null;
  /** Last day in the store's time zone. */
  expiresAt: string | null;
  /** Null where there is nothing to put into a cart. */
  applyUrl: string | null;
  /** The customer may give it back. */
  returnable: boolean;
}

export interface ActionsDone {
  /** A tap on "Join" would bring points. */
  canJoin: boolean;
  subscribed: boolean;
  /** Ids of the links to networks. */
  social: readonly string[];
  /** `changeableOn`: the day from which another one is taken. */
  birthday: { month: number; day: number; changeableOn: string } | null;
}

export interface OwnReferrals {
  /** Below the store's own address. */
  path: string;
  waiting: number;
  rewarded: number;
}

export type Progress =
  | { kind: 'firstOrder'; reached: number }
  | { kind: 'orders'; id: string; repeat: boolean; of: number; done: number; reached: number }
  | { kind: 'spend'; id: string; repeat: boolean; of: string; done: string; reached: number };
