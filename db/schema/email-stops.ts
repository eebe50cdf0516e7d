import type { ShopId } from '../../web/platform/kit/ids.ts';

/** Which emails a customer does not want any more. Primary key (shop_id, customer_id, kind). */
export interface EmailStopsTable {
  shop_id: ShopId;
  customer_id: string;
  /** A name out of a manifest's `emails`; `all` = everything that is marketing. */
  kind: string;
  /** Ms of the business clock: a consent that was given later counts again. */
  stopped_at: number;
}
