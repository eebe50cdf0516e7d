import type { ShopId } from '../../web/platform/kit/ids.ts';

/**
 * That somebody, or whoever placed an order, was erased: a digest under the store's own key, which names nobody, so that what comes late does
 * not bring them back. Written by `platform/privacy/erased.ts` alone. Primary key (shop_id, digest).
 */
export interface ErasuresTable {
  shop_id: ShopId;
  /** Keyed digest of `customer:ID`, `order:ID`, or, where nobody knew an id, `email:ADDRESS`. */
  digest: string;
  /** Ms of the business clock. */
  erased_at: number;
}
