import type { ShopId } from '../../web/platform/kit/ids.ts';

/** How far the first reading of a store's customers or products has come. Primary key (shop_id, resource). */
export interface MirrorSyncsTable {
  shop_id: ShopId;
  resource: 'customers' | 'products';
  /** Shopify's cursor of the last page that is stored; null = from the start. */
  cursor: string | null;
  /** Ms of the business clock; null = not finished. */
  finished_at: number | null;
}
