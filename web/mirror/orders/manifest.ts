import type { Manifest } from '../../platform/manifest.ts';
import { onCustomerMerged } from './on-customer-merged.ts';
import { onActivated, orderComparison } from './compare-orders.ts';
import { onOrder, onOrderDeleted, onOrderEdited, onRefund } from './on-order.ts';
import { privacy } from './privacy.ts';
import { readOrder } from './read-order.ts';
import { onceADay } from '../../platform/jobs/once-a-day.ts';
import { forgetProofs } from './forget-proofs.ts';
import { READ_ORDER } from './read-order-job.ts';
import { READ_WAITING, readWaiting } from './read-waiting.ts';

export const orders: Manifest = {
  name: 'mirror/orders',
  webhooks: {
    'orders/create': onOrder,
    'orders/updated': onOrder,
    'orders/paid': onOrder,
    'orders/cancelled': onOrder,
    'orders/edited': onOrderEdited,
    'orders/delete': onOrderDeleted,
    'refunds/create': onRefund,
  },
  on: { 'installation.activated': onActivated, 'customer.merged': onCustomerMerged },
  schedules: [{ name: 'forget', nextRun: onceADay, anyTimeOfDay: true, run: forgetProofs, forAll: true }],
  jobs: { [READ_ORDER]: readOrder, [READ_WAITING]: readWaiting, [orderComparison.kind]: orderComparison.read },
  privacy,
};
