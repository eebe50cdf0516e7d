import type { PrivacyHooks } from '../../platform/manifest.ts';
import { forgetInOffers } from './store.ts';

/** What was made for a person is told by whoever wanted it. */
export const privacy: PrivacyHooks = {
  exportPerson: async () => [],
  redactPerson: (_services, tx, shopId, { customerIds }) => forgetInOffers(tx, shopId, customerIds),
};
