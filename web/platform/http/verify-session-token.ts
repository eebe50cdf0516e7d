/** Who calls the admin API: a member of a store's staff, by App Bridge's session token. */
import { type ShopDomain, shopDomain } from '../kit/ids.ts';
import { createTokenReader, type ShopifyClaims, type TokenConfig } from './shopify-token.ts';

export interface SessionTokenBearer {
  domain: ShopDomain;
  /** Shopify's id of the staff member. */
  staffId: string;
}

/** Null when the token is not ours, has ended, or names two stores. */
export type SessionTokenVerifier = (token: string) => Promise<SessionTokenBearer | null>;

/** Members of the staff have numbers. */
const STAFF = /^[0-9]{1,20}$/;

export function createSessionTokenVerifier(config: TokenConfig): SessionTokenVerifier {
  const read = createTokenReader(config);
  return async (token) => {
    const claims = await read(token);
    return claims && bearer(claims);
  };
}

/** The library does not check that issuer and destination are the same store. */
function bearer({ iss, dest, sub }: ShopifyClaims): SessionTokenBearer | null {
  const domain = shopDomain(dest.replace(/^https:\/\//, ''));
  if (domain === null || dest !== `https://${domain}` || iss !== `https://${domain}/admin`) return null;
  // Tokens of shoppers (checkout, customer account) carry the gid of a customer, or nobody.
  return typeof sub === 'string' && STAFF.test(sub) ? { domain, staffId: sub } : null;
}
