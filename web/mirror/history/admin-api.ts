import { z } from 'zod';
import { invalid } from '../../platform/kit/errors.ts';
import type { AdminRoute } from '../../platform/manifest.ts';
import { showProgress } from './show-progress.ts';
import { startHistory } from './start-history.ts';

export const adminRoutes: AdminRoute[] = [
  {
    method: 'GET',
    path: '/history',
    handle: async (services, { shopId }) => ({ body: await showProgress(services, shopId) }),
  },
  {
    method: 'POST',
    path: '/history',
    async handle(services, { shopId, body }) {
      if (!z.object({ action: z.literal('start') }).safeParse(body).success)
        throw invalid('action must be start', 'action');
      await startHistory(services, shopId);
      return { body: await showProgress(services, shopId) };
    },
  },
];
