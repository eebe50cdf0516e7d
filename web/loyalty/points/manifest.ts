import type { Manifest } from '../../platform/manifest.ts';
import { adminRoutes } from './admin-api.ts';
import { awardPastOrders } from './award-past-orders.ts';
import { dateLots, onProgrammeChanged } from './date-lots.ts';
import { claimGuest, onCustomerChanged } from './claim-guest.ts';
import {
  AWARD_PAST_ORDERS,
  CLAIM_GUEST,
  DATE_LOTS,
  LAPSE,
  MATURE,
  PREVIEW_PAST_ORDERS,
  SYNC_METAFIELDS,
} from './job-kinds.ts';
import type { HappenedToOrders } from './happened-to-orders.ts';
import { lapseDue } from './lapse-due.ts';
import { matureDue } from './mature-due.ts';
import { onActivated } from './on-activated.ts';
import { onCustomerMerged } from './on-customer-merged.ts';
import { onOrderChanged, type RewardsOn } from './on-order-changed.ts';
import { previewPastOrders } from './preview-past-orders.ts';
import { privacy } from './privacy.ts';
import type { TierOf } from './read-facts.ts';
import { proxyRoutes } from './storefront.ts';
import { syncMetafields } from './sync-metafields.ts';
import type { TierOfMember } from './tier-of-member.ts';

/** What points need of other slices. */
export interface PointsParts {
  tierOf: TierOf;
  rewardsOn: RewardsOn;
  tierOfMember: TierOfMember;
  happenedToOrders: HappenedToOrders;
}

export const points = (parts: PointsParts): Manifest => ({
  name: 'loyalty/points',
  on: {
    'order.changed': onOrderChanged(parts),
    'customer.changed': onCustomerChanged,
    'customer.merged': onCustomerMerged,
    'programme.changed': onProgrammeChanged,
    'installation.activated': onActivated,
  },
  jobs: {
    [MATURE]: matureDue,
    [LAPSE]: lapseDue,
    [DATE_LOTS]: dateLots,
    [CLAIM_GUEST]: claimGuest,
    [SYNC_METAFIELDS]: syncMetafields(parts),
    [PREVIEW_PAST_ORDERS]: previewPastOrders(parts),
    [AWARD_PAST_ORDERS]: awardPastOrders(parts),
  },
  adminRoutes: adminRoutes(parts),
  proxyRoutes: proxyRoutes(parts),
  privacy,
});
