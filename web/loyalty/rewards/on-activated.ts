/**
 * The app is back in a store. Codes that customers hold have stayed valid all the time; which were used meanwhile, the comparison of orders
 * finds. What had not been decided when the access ended goes on.
 */
import type { JobHandler } from '../../platform/manifest.ts';
import { MAKE_REWARD, RETURN_REWARD } from './job-kinds.ts';
import { unfinished } from './store/find.ts';

export const onActivated: JobHandler = async (services, { shopId }) => {
  const open = await unfinished(services.db.read, shopId);
  await services.db.transaction((tx) =>
    services.addJob(
      tx,
      ...open.map(({ id, state }) => ({ kind: state === 'pending' ? MAKE_REWARD : RETURN_REWARD, shopId, key: id })),
    ),
  );
};
