import type { Manifest } from '../../platform/manifest.ts';
import { reportFile, showReport } from './show-report.ts';

export const liability: Manifest = {
  name: 'loyalty/liability',
  adminRoutes: [
    {
      method: 'GET',
      path: '/report',
      handle: async (services, { shopId, query }) => ({ body: await showReport(services, shopId, query) }),
    },
    {
      method: 'GET',
      path: '/report/file',
      handle: async (services, { shopId, query }) => ({ body: await reportFile(services, shopId, query) }),
    },
  ],
};
