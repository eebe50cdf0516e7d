import type { Manifest } from '../../platform/manifest.ts';
import { giveDue } from './give-due.ts';
import { privacy } from './privacy.ts';

export const bonuses: Manifest = {
  name: 'loyalty/bonuses',
  // Of one who was merged, `giveDue` looks at whom they have become.
  on: { 'orders.decided': giveDue, 'customer.merged': giveDue },
  privacy,
};
