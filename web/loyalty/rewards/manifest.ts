import type { Manifest } from '../../platform/manifest.ts';
import { adminRoutes } from './admin-api.ts';
import { MAKE_REWARD, RETURN_MANY, RETURN_REWARD } from './job-kinds.ts';
import { makeReward } from './make-reward.ts';
import { onActivated } from './on-activated.ts';
import { onCustomerMerged } from './on-customer-merged.ts';
import { onOrderChanged } from './on-order-changed.ts';
import { privacy } from './privacy.ts';
import { returnMany, returnReward } from './return-rewards.ts';
import { hasRedemptions } from './store/find.ts';
import { proxyRoutes } from './storefront.ts';
import type { TierOf } from './tier-of.ts';

export function rewards({ tierOf }: { tierOf: TierOf }): Manifest {
  return {
    name: 'loyalty/rewards',
    on: {
      'order.changed': onOrderChanged,
      'customer.merged': onCustomerMerged,
      'installation.activated': onActivated,
    },
    concerned: { 'order.changed': hasRedemptions },
    jobs: { [MAKE_REWARD]: makeReward, [RETURN_REWARD]: returnReward, [RETURN_MANY]: returnMany },
    adminRoutes,
    proxyRoutes: proxyRoutes(tierOf),
    privacy,
  };
}
