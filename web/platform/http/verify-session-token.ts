/** Who calls the admin API: a member of a store's staff, by App Bridge's session token. */
import '@shopify/shopify-api/adapters/node';
import { ApiVersion, LogSeverity, shopifyApi } from '@shopify/shopify-api';
import type { Config } from '../../config.ts';
import { type ShopDomain, shopDomain } from '../kit/ids.ts';

export interface SessionTokenBearer {
  domain: ShopDomain;
  /** Shopify's id of the staff member. */
  staffId: string;
}

/** Null when the token is not ours, has ended (ten seconds of tolerance), or names two stores. */
export type SessionTokenVerifier = (token: string) => Promise<SessionTokenBearer | null>;

/** Members of the staff have numbers. */
const STAFF = /^[0-9]{1,20}$/;

export function createSessionTokenVerifier(
  config: Pick<Config, 'apiKey' | 'apiSecrets' | 'appUrl'>,
): SessionTokenVerifier {
  const decoders = config.apiSecrets.map((apiSecretKey) => {
    const { session } = shopifyApi({
      apiKey: config.apiKey,
      apiSecretKey,
      apiVersion: ApiVersion.July26,
      hostName: new URL(config.appUrl).host,
      isEmbeddedApp: true,
      // The library's messages quote the token.
      logger: { level: LogSeverity.Error, log: () => {} },
    });
    return session.decodeSessionToken;
  });
  return async (token) => {
    for (const decode of decoders) {
      const payload = await decode(token).catch(() => null);
      if (payload) return bearer(payload);
    }
    return null;
  };
}

/** The library checks signature, age and audience, but neither that issuer and destination are the same store nor that there is an end. */
function bearer(payload: { iss: string; dest: string; sub: string; exp: number }): SessionTokenBearer | null {
  const domain = shopDomain(String(payload.dest).replace(/^https:\/\//, ''));
  if (domain === null || payload.dest !== `https://${domain}` || payload.iss !== `https://${domain}/admin`) return null;
  // A token that never ends is none of Shopify's, whatever it was signed with.
  if (typeof payload.exp !== 'number') return null;
  // Tokens of shoppers (checkout, customer account) carry the gid of a customer, or nobody.
  return typeof payload.sub === 'string' && STAFF.test(payload.sub) ? { domain, staffId: payload.sub } : null;
}
