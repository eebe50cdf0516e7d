import type { Manifest } from '../../platform/manifest.ts';
import { onCustomerMerged } from './on-customer-merged.ts';
import { privacy } from './privacy.ts';

export const discounts: Manifest = {
  name: 'offers/discounts',
  on: { 'customer.merged': onCustomerMerged },
  privacy,
};
