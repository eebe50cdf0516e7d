/**
 * Offline access tokens of an installation: with and without an end, refreshed with rotation. Their ages are wall time, like
 * everything that the two sides' transport agrees on.
 */
import { randomBytes } from 'node:crypto';
import type { Install, Ms } from '../world/types.ts';

const hour: Ms = 3_600_000;
export const accessTokenSeconds = 3600;
export const refreshTokenSeconds = 7_776_000;
/** A refresh token that was used can be tried again for so long, as long as its replacement was not used. */
const retryable: Ms = 30 * 24 * hour;

export interface TokenAnswer {
  access_token: string;
  scope: string;
  expires_in?: number;
  refresh_token?: string;
  refresh_token_expires_in?: number;
}

const secret = (prefix: string): string => prefix + randomBytes(16).toString('hex');

export function issueOffline(install: Install, expiring: boolean, wallNow: Ms): TokenAnswer {
  const accessToken = secret('shpat_');
  const scopes = [...install.scopes];
  install.accessTokens.set(accessToken, { expiresAt: expiring ? wallNow + accessTokenSeconds * 1000 : null, scopes });
  const answer = { access_token: accessToken, scope: scopes.join(',') };
  if (!expiring) return answer;
  const refreshToken = secret('shprt_');
  install.refreshTokens.set(refreshToken, {
    expiresAt: wallNow + refreshTokenSeconds * 1000,
    replacedBy: null,
    usedAt: null,
  });
  return {
    ...answer,
    expires_in: accessTokenSeconds,
    refresh_token: refreshToken,
    refresh_token_expires_in: refreshTokenSeconds,
  };
}

/** Null: unknown, expired, or replaced by one that has been used. */
export function refreshOffline(install: Install, refreshToken: string, wallNow: Ms): TokenAnswer | null {
  const token = install.refreshTokens.get(refreshToken);
  if (!token || token.expiresAt <= wallNow) return null;
  if (token.replacedBy !== null) {
    const replacement = install.refreshTokens.get(token.replacedBy);
    if (!replacement || replacement.usedAt !== null) return null;
    if (token.usedAt !== null && wallNow - token.usedAt > retryable) return null;
    // The answer got lost: what it carried goes, a new pair takes its place.
    install.refreshTokens.delete(token.replacedBy);
  }
  const answer = issueOffline(install, true, wallNow);
  token.usedAt ??= wallNow;
  token.replacedBy = answer.refresh_token ?? null;
  return answer;
}

export type TokenVerdict = { valid: true; scopes: string[] } | { valid: false };

/** For the Admin API: is this token good now? */
export function checkAccessToken(install: Install | null, token: string, wallNow: Ms): TokenVerdict {
  const known = install?.accessTokens.get(token);
  if (!known || (known.expiresAt !== null && known.expiresAt <= wallNow)) return { valid: false };
  return { valid: true, scopes: known.scopes };
}
