/** The SQL of the tokens. They are encrypted, bound to their store's row; `token_version` lets a late writer notice that it is late. */
import { z } from 'zod';
import { lockRows } from '../../../db/dialect/differences.ts';
import type { Reader, Tx } from '../../../db/open.ts';
import type { InstallationStatus } from '../../../db/schema/installations.ts';
import type { ShopDomain, ShopId } from '../kit/ids.ts';
import { type Secrets, UnreadableSecret } from '../kit/secrets.ts';
import type { Tokens } from './token-endpoint.ts';

const stored = z.object({
  accessToken: z.string(),
  expiresAt: z.number().nullable(),
  refreshToken: z.string().nullable(),
  refreshExpiresAt: z.number().nullable(),
  scope: z.string(),
});

export interface StoredTokens {
  domain: ShopDomain;
  status: InstallationStatus;
  version: number;
  /** Null: never had any, they were dropped, or our key does not open them (any more); an active store has none for that last reason only. */
  tokens: Tokens | null;
}

export async function readTokens(handle: Reader, secrets: Secrets, shopId: ShopId): Promise<StoredTokens | null> {
  const row = await handle
    .selectFrom('installations')
    .select(['domain', 'status', 'tokens', 'token_version'])
    .where('shop_id', '=', shopId)
    .executeTakeFirst();
  if (!row) return null;
  return {
    domain: row.domain,
    status: row.status,
    version: row.token_version,
    tokens: row.tokens === null ? null : decrypted(secrets, shopId, row.tokens),
  };
}

function decrypted(secrets: Secrets, shopId: ShopId, text: string): Tokens | null {
  try {
    return stored.parse(JSON.parse(secrets.decrypt(text, context(shopId))));
  } catch (error) {
    if (error instanceof UnreadableSecret) return null;
    throw error;
  }
}

/** Lets one caller among all processes refresh this version of the tokens. False: somebody else does, or did. */
export async function claimRefresh(
  tx: Tx,
  shopId: ShopId,
  claim: { version: number; by: string; wallNow: number; until: number },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('installations')
    .set({ refresh_claimed_until: claim.until, refresh_claimed_by: claim.by })
    .where('shop_id', '=', shopId)
    .where('token_version', '=', claim.version)
    .where((eb) => eb.or([eb('refresh_claimed_until', 'is', null), eb('refresh_claimed_until', '<', claim.wallNow)]))
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function releaseRefresh(tx: Tx, shopId: ShopId, by: string): Promise<void> {
  await tx
    .updateTable('installations')
    .set({ refresh_claimed_until: null, refresh_claimed_by: null })
    .where('shop_id', '=', shopId)
    .where('refresh_claimed_by', '=', by)
    .execute();
}

/** Writes tokens that replace those of `version`; false when others have been written meanwhile. */
export async function replaceTokens(
  tx: Tx,
  secrets: Secrets,
  shopId: ShopId,
  version: number,
  tokens: Tokens,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('installations')
    .set({ ...tokenColumns(secrets, shopId, tokens), token_version: version + 1 })
    .where('shop_id', '=', shopId)
    .where('token_version', '=', version)
    .where('status', '!=', 'uninstalled')
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** The refresh token of this version has died: only the merchant can give us a new one, by opening the app. */
export async function markNeedsReopen(tx: Tx, shopId: ShopId, version: number): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('installations')
    .set({ status: 'needs_reopen', ...NO_TOKENS, token_version: version + 1 })
    .where('shop_id', '=', shopId)
    .where('token_version', '=', version)
    .where('status', '=', 'active')
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Stores the tokens of an exchange and says what the installation was before. */
export async function activate(
  tx: Tx,
  secrets: Secrets,
  shopId: ShopId,
  tokens: Tokens,
  now: number,
): Promise<{ before: InstallationStatus }> {
  const row = await lockRows(
    tx,
    tx.selectFrom('installations').select('status').where('shop_id', '=', shopId),
  ).executeTakeFirstOrThrow();
  await tx
    .updateTable('installations')
    .set((eb) => ({
      ...tokenColumns(secrets, shopId, tokens),
      status: 'active',
      token_version: eb('token_version', '+', 1),
      // Of the latest exchange: news of an uninstallation that is older than this is old news.
      activated_at: now,
      uninstalled_at: null,
    }))
    .where('shop_id', '=', shopId)
    .execute();
  return { before: row.status };
}

/** Drops the tokens. False: it had not been installed, or was installed again after `at`. */
export async function markUninstalled(tx: Tx, shopId: ShopId, at: number): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('installations')
    .set((eb) => ({
      status: 'uninstalled',
      ...NO_TOKENS,
      token_version: eb('token_version', '+', 1),
      uninstalled_at: at,
    }))
    .where('shop_id', '=', shopId)
    .where('status', '!=', 'uninstalled')
    .where((eb) => eb.or([eb('activated_at', 'is', null), eb('activated_at', '<=', at)]))
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

const NO_TOKENS = {
  tokens: null,
  token_expires_at: null,
  scopes: '',
  refresh_claimed_until: null,
  refresh_claimed_by: null,
} as const;

function tokenColumns(secrets: Secrets, shopId: ShopId, tokens: Tokens) {
  return {
    tokens: secrets.encrypt(JSON.stringify(tokens), context(shopId)),
    token_expires_at: tokens.expiresAt,
    scopes: [...new Set(tokens.scope.split(',').map((scope) => scope.trim()))].filter(Boolean).sort().join(','),
    refresh_claimed_until: null,
    refresh_claimed_by: null,
  };
}

const context = (shopId: ShopId) => `installations.tokens:${shopId}`;
