import { z } from 'zod';
import { countToRead } from '../orders/index.ts';
import { invalid } from '../../platform/kit/errors.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import type { AdminRoute, Services } from '../../platform/manifest.ts';
import type { HistoryProgress } from './api-types.ts';
import { startHistory } from './start-history.ts';
import { findRun } from './store.ts';

export const adminRoutes: AdminRoute[] = [
  {
    method: 'GET',
    path: '/history',
    handle: async (services, { shopId }) => ({ body: await showHistory(services, shopId) }),
  },
  {
    method: 'POST',
    path: '/history',
    async handle(services, { shopId, body }) {
      if (!z.object({ action: z.literal('start') }).safeParse(body).success)
        throw invalid('action must be start', 'action');
      await startHistory(services, shopId);
      return { body: await showHistory(services, shopId) };
    },
  },
];

async function showHistory({ db }: Services, shopId: ShopId): Promise<HistoryProgress> {
  const run = await findRun(db.read, shopId);
  const left = await countToRead(db.read, shopId);
  const isoOrNull = (ms: number | null | undefined) => (ms == null ? null : new Date(ms).toISOString());
  return {
    phase: run?.phase === 'done' && left > 0 ? 'completing' : (run?.phase ?? 'none'),
    startedAt: isoOrNull(run?.started_at),
    finishedAt: isoOrNull(run?.finished_at),
    found: Math.max(run?.found ?? 0, run?.applied ?? 0),
    applied: run?.applied ?? 0,
    left,
    reachesBackTo: isoOrNull(run?.oldest),
    window: run?.all_orders === 1 ? 'all' : 'last60Days',
    problem: run?.problem ?? null,
  };
}
