/** A new store begins its programme; one that comes back keeps it, and what the theme reads of it is written anew. */
import type { JobHandler } from '../../platform/manifest.ts';
import { WRITE_PROGRAMME } from './job-kinds.ts';
import { programmeVersions } from './versions.ts';

export const onActivated: JobHandler = async (services, { shopId }) => {
  await programmeVersions(services, shopId);
  await services.db.transaction((tx) => services.addJob(tx, { kind: WRITE_PROGRAMME, shopId, key: 'shop' }));
};
