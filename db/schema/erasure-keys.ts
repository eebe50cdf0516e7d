import type { ShopId } from '../../web/platform/kit/ids.ts';

/** The key of a store's `erasures`, made with the first of them. Written by `platform/privacy/erased.ts` alone. Primary key shop_id. */
export interface ErasureKeysTable {
  shop_id: ShopId;
  /** 32 random bytes in base64url. */
  secret: string;
}
