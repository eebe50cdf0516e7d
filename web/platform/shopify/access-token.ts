/**
 * The offline token to call Shopify with. When it is about to end, one caller refreshes it and all others wait: within the process by
 * sharing a promise, between processes by a claim in the database. (Two refreshes at once would each invalidate the other's answer.)
 */
import { randomUUID } from 'node:crypto';
import type { Db } from '../../../db/open.ts';
import { AppError, ShopUnavailable } from '../kit/errors.ts';
import type { ShopDomain, ShopId } from '../kit/ids.ts';
import type { Log } from '../kit/log.ts';
import type { Secrets } from '../kit/secrets.ts';
import type { TokenEndpoint, Tokens } from './token-endpoint.ts';
import {
  claimRefresh,
  markNeedsReopen,
  readTokens,
  releaseRefresh,
  replaceTokens,
  type StoredTokens,
} from './token-store.ts';

/** A token that ends within this time is replaced first: a request under way must not outlive it. */
const MARGIN_MS = 60_000;
/** Longer than all tries of one refresh take. */
const CLAIM_MS = 45_000;
const LOOK_AGAIN_MS = 50;

export interface AccessTokenOptions {
  db: Db;
  secrets: Secrets;
  endpoint: TokenEndpoint;
  log: Log;
  pause(ms: number): Promise<void>;
  wallNow?: () => number;
}

export interface Access {
  domain: ShopDomain;
  token: string;
  version: number;
}

export interface AccessTokens {
  /** Throws `ShopUnavailable` when the store has none and none can be had. */
  get(shopId: ShopId): Promise<Access>;
  /** Shopify refused the token of this version: another one, unless there is a newer already. */
  renew(shopId: ShopId, refusedVersion: number): Promise<Access>;
}

export function createAccessTokens(options: AccessTokenOptions): AccessTokens {
  const { db, secrets, endpoint, log, pause, wallNow = Date.now } = options;
  const refreshing = new Map<ShopId, Promise<Access>>();

  async function read(shopId: ShopId): Promise<StoredTokens & { tokens: Tokens }> {
    const row = await readTokens(db.read, secrets, shopId);
    if (!row || row.status === 'seen') throw new ShopUnavailable('not_installed');
    if (row.status === 'uninstalled') throw new ShopUnavailable('uninstalled');
    if (row.status === 'active' && row.tokens === null) {
      log.error(
        { shopId },
        'The access to a store cannot be decrypted: set the ENCRYPTION_KEY that it was stored with, or let the merchant open the app',
      );
    }
    if (row.status === 'needs_reopen' || row.tokens === null) throw new ShopUnavailable('needs_reopen');
    return { ...row, tokens: row.tokens };
  }

  const access = (row: StoredTokens & { tokens: Tokens }): Access => ({
    domain: row.domain,
    token: row.tokens.accessToken,
    version: row.version,
  });

  function refresh(shopId: ShopId, staleVersion: number): Promise<Access> {
    const underWay = refreshing.get(shopId);
    if (underWay) return underWay;
    const mine = refreshAmongProcesses(shopId, staleVersion).finally(() => refreshing.delete(shopId));
    refreshing.set(shopId, mine);
    return mine;
  }

  async function refreshAmongProcesses(shopId: ShopId, staleVersion: number): Promise<Access> {
    const by = randomUUID();
    const giveUpAt = wallNow() + 2 * CLAIM_MS;
    for (;;) {
      const row = await read(shopId);
      if (row.version !== staleVersion) return access(row);
      const claim = { version: staleVersion, by, wallNow: wallNow(), until: wallNow() + CLAIM_MS };
      if (await db.transaction((tx) => claimRefresh(tx, shopId, claim))) return refreshWithClaim(shopId, row, by);
      if (wallNow() > giveUpAt) throw outage('another process has been refreshing the access for too long');
      await pause(LOOK_AGAIN_MS);
    }
  }

  async function refreshWithClaim(shopId: ShopId, row: StoredTokens & { tokens: Tokens }, by: string): Promise<Access> {
    const { refreshToken } = row.tokens;
    const answer =
      refreshToken === null
        ? { ok: false as const, reason: 'refused' as const, detail: 'there is no refresh token' }
        : await endpoint.refresh(row.domain, refreshToken);
    if (answer.ok) {
      await db.transaction((tx) => replaceTokens(tx, secrets, shopId, row.version, answer.tokens));
      // Read again: had the merchant opened the app meanwhile, the newer tokens count.
      return access(await read(shopId));
    }
    if (answer.reason === 'refused') {
      const marked = await db.transaction((tx) => markNeedsReopen(tx, shopId, row.version));
      if (!marked) return access(await read(shopId));
      log.warn({ shopId, detail: answer.detail }, 'The access to a store has died; the merchant has to open the app');
      throw new ShopUnavailable('needs_reopen');
    }
    await db.transaction((tx) => releaseRefresh(tx, shopId, by));
    throw outage(answer.detail);
  }

  return {
    async get(shopId) {
      const row = await read(shopId);
      const { expiresAt } = row.tokens;
      if (expiresAt === null || expiresAt - wallNow() > MARGIN_MS) return access(row);
      return refresh(shopId, row.version);
    },
    renew: (shopId, refusedVersion) => refresh(shopId, refusedVersion),
  };
}

function outage(detail: string): AppError {
  return new AppError(
    502,
    'shopify_unavailable',
    `Shopify could not renew the access (${detail}). Try again in a minute.`,
  );
}
