/** When to look at what time may have made late: at the full hour after it, so that many orders and many stores are looked at together. */
import type { Tx } from '../../../db/open.ts';
import { HOUR } from '../../platform/kit/clock.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import type { Services } from '../../platform/manifest.ts';
import { SHIPMENTS_DUE } from './job-kinds.ts';

/** `moments`: ms; none = there is nothing to look at. */
export async function planCheck(
  services: Services,
  tx: Tx,
  shopId: ShopId,
  moments: readonly (number | null)[],
): Promise<void> {
  const next = Math.min(...moments.filter((at) => at !== null));
  if (next === Infinity) return;
  await services.addJob(tx, { kind: SHIPMENTS_DUE, shopId, key: 'shop', runAt: Math.ceil(next / HOUR) * HOUR });
}
