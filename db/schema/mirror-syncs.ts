import type { Generated } from 'kysely';
import type { ShopId } from '../../web/platform/kit/ids.ts';

/**
 * How far a store's customers, products and orders have been read or compared. (The first reading of orders is `history_runs`.)
 * Primary key (shop_id, resource).
 */
export interface MirrorSyncsTable {
  shop_id: ShopId;
  resource: 'customers' | 'products' | 'orders';
  /** Shopify's cursor of the last page that is stored; null = from the start. */
  cursor: string | null;
  /** Ms of the business clock; null = not finished. */
  finished_at: number | null;
  /** What changed at Shopify between these two is being read; both null = everything. */
  since: number | null;
  until: number | null;
  /** How much of it no webhook had told. */
  missed: Generated<number>;
  /** Everything that changed at Shopify before this has been seen; null = the first reading has not ended yet. */
  complete_to: number | null;
  /** Where the round that asks whether our things are still there has come to: an id; null = at the beginning. */
  looked_to: string | null;
}
