import type { ShopId } from '../../web/platform/kit/ids.ts';

/** By which a merchant's own programs call the app. Written by `platform/api-keys/store.ts` alone. Primary key (shop_id, key_id). */
export interface ApiKeysTable {
  shop_id: ShopId;
  key_id: string;
  /** What the merchant calls it. */
  name: string;
  /** SHA-256 of the secret part, which is 32 random bytes; the key itself was shown once and is not kept. */
  digest: string;
  /** JSON list: what it may do. */
  scopes: string;
  created_at: number;
  /** Shopify's id of the staff member. */
  created_by: string;
  /** To the hour. */
  last_used_at: number | null;
  revoked_at: number | null;
}
