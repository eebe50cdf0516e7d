import type { ShopId } from '../../web/platform/kit/ids.ts';

/**
 * By what somebody proves that an order is theirs: keyed digests of what was given with it, which itself is not kept. Primary key (shop_id,
 * order_id, kind, digest).
 */
export interface OrderContactsTable {
  shop_id: ShopId;
  order_id: string;
  kind: 'email' | 'phone' | 'postcode';
  digest: string;
  /** Ms of the business clock when it was last told; it goes some time after that. */
  told_at: number;
}
