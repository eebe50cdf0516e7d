import type { Manifest } from '../../platform/manifest.ts';
import { onceADay } from '../../platform/jobs/once-a-day.ts';
import { adminRoutes } from './admin-api.ts';
import { checkReferral } from './check-referral.ts';
import { makeFriendCode } from './claim-code.ts';
import { forgetTraces } from './forget-traces.ts';
import { CHECK_REFERRAL, MAKE_FRIEND_CODE, REFERRALS_DUE } from './job-kinds.ts';
import { landingRoutes } from './landing-page.ts';
import { onActivated } from './on-activated.ts';
import { checkDue, onCustomerMerged, onOrderChanged } from './on-change.ts';
import { ownRoute } from './own-route.ts';
import { privacy } from './privacy.ts';
import { hasReferrals } from './store/referrals.ts';

export const referrals: Manifest = {
  name: 'loyalty/referrals',
  on: {
    'order.changed': onOrderChanged,
    'customer.merged': onCustomerMerged,
    'installation.activated': onActivated,
  },
  concerned: { 'order.changed': hasReferrals },
  jobs: { [CHECK_REFERRAL]: checkReferral, [REFERRALS_DUE]: checkDue, [MAKE_FRIEND_CODE]: makeFriendCode },
  schedules: [{ name: 'forget', nextRun: onceADay, anyTimeOfDay: true, run: forgetTraces, forAll: true }],
  adminRoutes,
  proxyRoutes: [...landingRoutes, ownRoute],
  privacy,
};
