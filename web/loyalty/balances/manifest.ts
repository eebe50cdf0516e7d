import type { Manifest } from '../../platform/manifest.ts';
import { adminRoutes } from './admin-api.ts';
import { importBalances } from './import-balances.ts';
import { IMPORT_BALANCES } from './job-kind.ts';
import { privacy } from './privacy.ts';

export const balances: Manifest = {
  name: 'loyalty/balances',
  jobs: { [IMPORT_BALANCES]: importBalances },
  adminRoutes,
  privacy,
};
