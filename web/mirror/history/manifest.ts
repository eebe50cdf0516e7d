import { readOrdersLater } from '../orders/index.ts';
import { gid } from '../../platform/kit/ids.ts';
import type { Manifest } from '../../platform/manifest.ts';
import { adminRoutes } from './admin-api.ts';
import { READ_HISTORY } from './job-kind.ts';
import { readHistory } from './read-history.ts';
import { onActivated, onBulkFinished, onScopesUpdate } from './start-history.ts';
import { deleteRows, rowsNaming } from './store.ts';

/** The orders that a store had before the app was there. */
export const history: Manifest = {
  name: 'mirror/history',
  webhooks: { 'bulk_operations/finish': onBulkFinished, 'app/scopes_update': onScopesUpdate },
  on: { 'installation.activated': onActivated },
  jobs: { [READ_HISTORY]: readHistory },
  adminRoutes,
  privacy: {
    // Nothing is kept here for long, and it is what the orders tell in a moment.
    exportPerson: async () => [],
    async redactPerson(services, tx, shopId, { customerIds, orderIds }) {
      const customerGids = customerIds.map((id) => gid('Customer', id));
      const orders = await rowsNaming(tx, shopId, { orderIds, customerGids });
      if (orders.length === 0) return;
      // As Shopify tells them from now on: without the person.
      await deleteRows(tx, shopId, orders);
      await readOrdersLater(services, tx, shopId, orders);
    },
  },
};
