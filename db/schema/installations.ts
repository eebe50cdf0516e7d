import type { Generated } from 'kysely';
import type { ShopDomain, ShopId } from '../../web/platform/kit/ids.ts';

/**
 * `seen`: something came from the store before the merchant opened the app. `active`: we hold a token. `needs_reopen`: the
 * refresh token died; the merchant has to open the app once. `uninstalled`: tokens dropped.
 */
export type InstallationStatus = 'seen' | 'active' | 'needs_reopen' | 'uninstalled';

/** One row per store that ever met this app; its number is the tenant key of every other table. */
export interface InstallationsTable {
  shop_id: Generated<ShopId>;
  domain: ShopDomain;
  status: InstallationStatus;
  /** Granted scopes, comma separated, sorted; empty before the first token. */
  scopes: string;
  /** Encrypted JSON of the tokens (`platform/kit/secrets.ts`), or null. */
  tokens: string | null;
  /** Wall ms when the access token ends; null without a token. */
  token_expires_at: number | null;
  /** Grows with every change of the tokens, so that a late writer notices. */
  token_version: number;
  /** Wall ms until which one process may refresh the tokens; null when nobody does. */
  refresh_claimed_until: number | null;
  /** Who holds that claim. */
  refresh_claimed_by: string | null;
  /** Ms of the business clock: when the store was first heard of. */
  created_at: number;
  /** Ms of the business clock: when the merchant's visit last brought new tokens. */
  activated_at: number | null;
  uninstalled_at: number | null;
}
