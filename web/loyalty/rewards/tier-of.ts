import type { Reader } from '../../../db/open.ts';
import type { CustomerId, ShopId } from '../../platform/kit/ids.ts';

/** Ids of the tiers that customers have at a moment; who has none is left out. */
export type TierOf = (
  handle: Reader,
  shopId: ShopId,
  customerIds: readonly CustomerId[],
  at: number,
) => Promise<ReadonlyMap<CustomerId, string>>;
