import type { Manifest } from '../../platform/manifest.ts';
import { adminRoutes } from './admin-api.ts';
import { awardPastOrders } from './award-past-orders.ts';
import { AWARD_PAST_ORDERS, MATURE, PREVIEW_PAST_ORDERS, SYNC_METAFIELDS } from './job-kinds.ts';
import { matureDue } from './mature-due.ts';
import { onActivated } from './on-activated.ts';
import { onCustomerMerged } from './on-customer-merged.ts';
import { onOrderChanged } from './on-order-changed.ts';
import { previewPastOrders } from './preview-past-orders.ts';
import { privacy } from './privacy.ts';
import { proxyRoutes } from './storefront.ts';
import { syncMetafields } from './sync-metafields.ts';

export const points: Manifest = {
  name: 'loyalty/points',
  on: { 'order.changed': onOrderChanged, 'customer.merged': onCustomerMerged, 'installation.activated': onActivated },
  jobs: {
    [MATURE]: matureDue,
    [SYNC_METAFIELDS]: syncMetafields,
    [PREVIEW_PAST_ORDERS]: previewPastOrders,
    [AWARD_PAST_ORDERS]: awardPastOrders,
  },
  adminRoutes,
  proxyRoutes,
  privacy,
};
