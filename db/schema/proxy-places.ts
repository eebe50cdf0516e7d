import type { ShopId } from '../../web/platform/kit/ids.ts';

/** Where in the store the app's own pages stand, once a request has come from there. Primary key (shop_id). */
export interface ProxyPlacesTable {
  shop_id: ShopId;
  /** `/apps/regulars` */
  path_prefix: string;
}
