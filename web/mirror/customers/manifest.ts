import type { Manifest } from '../../platform/manifest.ts';
import { onCustomer, onCustomerDeleted, onCustomerTags, READ_CUSTOMER } from './on-customer.ts';
import { checkMerged, onCustomersMerged } from './on-merged.ts';
import { CHECK_MERGED } from './merges.ts';
import { readChangedCustomer } from './read-customer.ts';
import { privacy } from './privacy.ts';
import { customerSync } from './sync-customers.ts';

export const customers: Manifest = {
  name: 'mirror/customers',
  webhooks: {
    'customers/create': onCustomer,
    'customers/update': onCustomer,
    'customers/delete': onCustomerDeleted,
    'customers/merge': onCustomersMerged,
    'customer.tags_added': onCustomerTags,
    'customer.tags_removed': onCustomerTags,
  },
  on: { 'installation.activated': customerSync.start },
  jobs: { [customerSync.kind]: customerSync.read, [READ_CUSTOMER]: readChangedCustomer, [CHECK_MERGED]: checkMerged },
  privacy,
};
