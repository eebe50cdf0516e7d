import type { Manifest } from '../../platform/manifest.ts';
import { givePoints } from './flow-action.ts';
import { GIVE_BIRTHDAYS, giveBirthdays } from './give-birthdays.ts';
import { apiRoutes } from './merchant-api.ts';
import { onAccount } from './on-account.ts';
import { onConsent } from './on-consent.ts';
import { onCustomerMerged } from './on-merged.ts';
import { onProgrammeChanged } from './on-programme-changed.ts';
import { privacy } from './privacy.ts';
import { proxyRoutes } from './storefront.ts';

export const actions: Manifest = {
  name: 'loyalty/actions',
  webhooks: {
    'customers/create': async (services, delivery) => {
      await onAccount(services, delivery);
      await onConsent(services, delivery);
    },
    'customers/enable': onAccount,
    'customers_email_marketing_consent/update': onConsent,
  },
  on: {
    'customer.merged': onCustomerMerged,
    'programme.changed': onProgrammeChanged,
    'installation.activated': onProgrammeChanged,
  },
  jobs: { [GIVE_BIRTHDAYS]: giveBirthdays },
  proxyRoutes,
  apiRoutes,
  flowActions: { 'give-points': givePoints },
  privacy,
};
