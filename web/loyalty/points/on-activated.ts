/** A store that comes back keeps its ledger; what Shopify still shows of balances is written anew. */
import type { JobHandler } from '../../platform/manifest.ts';
import { LAPSE, MATURE, SYNC_METAFIELDS } from './job-kinds.ts';
import { markAllDirty } from './store/metafields.ts';

export const onActivated: JobHandler = async (services, { shopId }) => {
  await services.db.transaction(async (tx) => {
    await markAllDirty(tx, shopId);
    // The store's waiting jobs went when it removed the app.
    for (const kind of [SYNC_METAFIELDS, MATURE, LAPSE]) await services.addJob(tx, { kind, shopId, key: 'shop' });
  });
};
