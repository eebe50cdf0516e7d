/** A new store begins its programme. One that comes back keeps it; what Shopify still shows of balances is written anew. */
import type { JobHandler } from '../../platform/manifest.ts';
import { MATURE, SYNC_METAFIELDS, WRITE_PROGRAMME } from './job-kinds.ts';
import { programmeVersions } from './programme.ts';
import { markAllDirty } from './store/metafields.ts';

export const onActivated: JobHandler = async (services, { shopId }) => {
  await programmeVersions(services, shopId);
  await services.db.transaction(async (tx) => {
    await markAllDirty(tx, shopId);
    // The store's waiting jobs went when it removed the app.
    for (const kind of [WRITE_PROGRAMME, SYNC_METAFIELDS, MATURE])
      await services.addJob(tx, { kind, shopId, key: 'shop' });
  });
};
