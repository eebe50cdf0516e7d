/** How far the reading of past orders is, for the merchant. */
import { countToRead } from '../orders/index.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import type { Services } from '../../platform/manifest.ts';
import type { HistoryProgress } from './api-types.ts';
import { findRun } from './store.ts';

export async function showProgress({ db }: Services, shopId: ShopId): Promise<HistoryProgress> {
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
