/** The dry run that the merchant asked for. */
import type { JobHandler } from '../../platform/manifest.ts';
import { countPastOrders } from './count-past-orders.ts';
import type { TierOf } from './read-facts.ts';
import { withAct } from './whole-programme.ts';
import { loadPreview, movePreview } from './store/awards.ts';

export const previewPastOrders =
  ({ tierOf }: { tierOf: TierOf }): JobHandler =>
  async (services, { shopId }) => {
    const { db } = services;
    const preview = await loadPreview(db.read, shopId);
    if (!preview || preview.counted) return;
    const act = { ...(await withAct(services, shopId, preview)), tierOf };
    let looked = { scanned: 0, total: 0 };
    const counted = await countPastOrders(services, shopId, act, async (scanned, total) => {
      looked = { scanned, total };
      await db.transaction((tx) => movePreview(tx, shopId, preview, { ...looked, counted: null }));
    });
    await db.transaction((tx) => movePreview(tx, shopId, preview, { ...looked, counted }));
  };
