import type { PrivacyHooks } from '../../platform/manifest.ts';
import { eraseCustomer } from './erase-customer.ts';
import { eraseLedger } from './ledger.ts';
import { viewAccount, withMerged } from './store/accounts.ts';
import { exportEntries } from './store/history.ts';
import { dropMetafield, eraseMetafields } from './store/metafields.ts';
import { eraseProgramme } from './store/programme.ts';

export const privacy: PrivacyHooks = {
  async exportCustomer({ db, clock }, shopId, customerId) {
    const view = await viewAccount(db.read, shopId, customerId, clock.now());
    if (!view) return {};
    return {
      balance: view.balance,
      entries: await exportEntries(db.read, shopId, await withMerged(db.read, shopId, view.accountId)),
    };
  },
  async redactCustomer({ clock }, tx, shopId, customerId) {
    await eraseCustomer(tx, shopId, clock.now(), customerId);
    await dropMetafield(tx, shopId, customerId);
  },
  async redactShop(_services, tx, shopId) {
    await eraseLedger(tx, shopId);
    await eraseMetafields(tx, shopId);
    await eraseProgramme(tx, shopId);
  },
};
