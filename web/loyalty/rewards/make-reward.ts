/** The job behind a promise: finishes what the request could not, or gives the points back. */
import { makeOffer } from '../../offers/discounts/index.ts';
import type { JobHandler } from '../../platform/manifest.ts';
import { MAKE_REWARD } from './job-kinds.ts';
import { offerIdOf, settleRedemption } from './settle-redemption.ts';

export const makeReward: JobHandler = async (services, { shopId, key }) => {
  const making = await makeOffer(services, shopId, offerIdOf(key), {
    onSettled: (tx, settled) => settleRedemption(services, tx, shopId, key, settled),
  });
  if (making.outcome === 'later')
    await services.db.transaction((tx) => services.addJob(tx, { kind: MAKE_REWARD, shopId, key, runAt: making.at }));
};
