import type { ShopId } from '../../web/platform/kit/ids.ts';
import type { MirrorSyncsTable } from './mirror-syncs.ts';

/** What a comparison with Shopify found that no webhook had told. Primary key (shop_id, found_at, resource). */
export interface MirrorFindsTable {
  shop_id: ShopId;
  /** Ms of the business clock. */
  found_at: number;
  resource: MirrorSyncsTable['resource'];
  /** New or newer at Shopify. */
  missed: number;
  /** Not there any more. */
  gone: number;
}
