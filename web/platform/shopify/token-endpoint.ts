/** Shopify's `/admin/oauth/access_token`: a session token, or a refresh token, becomes an expiring offline token. */
import { z } from 'zod';
import type { Config } from '../../config.ts';
import { errorText } from '../kit/errors.ts';
import type { ShopDomain } from '../kit/ids.ts';
import type { StoreFetch } from './store-fetch.ts';

export interface Tokens {
  accessToken: string;
  /** Wall ms; null for a token that does not expire. */
  expiresAt: number | null;
  refreshToken: string | null;
  refreshExpiresAt: number | null;
  /** Granted, comma separated, as Shopify wrote it. */
  scope: string;
}

export type TokenAnswer =
  | { ok: true; tokens: Tokens }
  /** `refused`: asking again with the same will not help. `outage`: it may. */
  | { ok: false; reason: 'refused' | 'outage'; detail: string };

const answer = z.object({
  access_token: z.string().min(1),
  scope: z.string().default(''),
  expires_in: z.number().positive().optional(),
  refresh_token: z.string().min(1).optional(),
  refresh_token_expires_in: z.number().positive().optional(),
});
const refusal = z.object({ error: z.string().max(100) });

const TRIES = 3;
const TIMEOUT_MS = 10_000;

export interface TokenEndpoint {
  exchange(domain: ShopDomain, sessionToken: string): Promise<TokenAnswer>;
  refresh(domain: ShopDomain, refreshToken: string): Promise<TokenAnswer>;
}

export function createTokenEndpoint(
  config: Pick<Config, 'apiKey' | 'apiSecrets'>,
  storeFetch: StoreFetch,
  pause: (ms: number) => Promise<void>,
  wallNow: () => number = Date.now,
): TokenEndpoint {
  /** An answer that got lost is asked for again: Shopify keeps a refresh token valid until its successor is used. */
  async function ask(domain: ShopDomain, grant: Record<string, string>): Promise<TokenAnswer> {
    for (let tries = 1; ; tries += 1) {
      const result = await askOnce(domain, grant);
      if (result.ok || result.reason === 'refused' || tries === TRIES) return result;
      await pause(250 * 2 ** tries);
    }
  }

  async function askOnce(domain: ShopDomain, grant: Record<string, string>): Promise<TokenAnswer> {
    const body = JSON.stringify({ client_id: config.apiKey, client_secret: config.apiSecrets[0], ...grant });
    const askedAt = wallNow();
    try {
      const response = await storeFetch(domain, '/admin/oauth/access_token', {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body,
        timeoutMs: TIMEOUT_MS,
      });
      const text = await response.text();
      if (response.status >= 500 || response.status === 429 || response.status === 408) {
        return { ok: false, reason: 'outage', detail: `status ${response.status}` };
      }
      if (!response.ok) return refused(response.status, text);
      const parsed = answer.safeParse(jsonOrNull(text));
      if (!parsed.success) return { ok: false, reason: 'outage', detail: 'an answer of another shape' };
      const given = parsed.data;
      const after = (seconds: number | undefined) => (seconds === undefined ? null : askedAt + seconds * 1000);
      return {
        ok: true,
        tokens: {
          accessToken: given.access_token,
          expiresAt: after(given.expires_in),
          refreshToken: given.refresh_token ?? null,
          refreshExpiresAt: after(given.refresh_token_expires_in),
          scope: given.scope,
        },
      };
    } catch (error) {
      return { ok: false, reason: 'outage', detail: errorText(error) };
    }
  }

  return {
    exchange: (domain, sessionToken) =>
      ask(domain, {
        grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
        subject_token: sessionToken,
        subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
        requested_token_type: 'urn:shopify:params:oauth:token-type:offline-access-token',
        expiring: '1',
      }),
    refresh: (domain, refreshToken) => ask(domain, { grant_type: 'refresh_token', refresh_token: refreshToken }),
  };
}

/** A parser's own error may quote what it read, and that is a token. */
function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** What Shopify says about this app, not about the store or its token: once the client id or secret is right again, the same access works. */
const ABOUT_THE_APP = new Set(['invalid_client', 'application_cannot_be_found']);

/** Tells Shopify's short code, such as `invalid_grant`; never the whole body. Whoever says no without a code was not Shopify's token endpoint. */
function refused(status: number, text: string): TokenAnswer {
  const { data } = refusal.safeParse(jsonOrNull(text));
  if (!data) return { ok: false, reason: 'outage', detail: `status ${status}` };
  const reason = ABOUT_THE_APP.has(data.error) ? 'outage' : 'refused';
  return { ok: false, reason, detail: `${status} ${data.error}` };
}
