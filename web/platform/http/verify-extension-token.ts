/**
 * Who calls from a UI extension in checkout or on a customer's own pages: a shopper of a store. Unlike those of the admin these tokens live five
 * minutes, name the store by its domain alone (some with `https://`), need not name an issuer, and say who it is only of somebody who is
 * logged in, where the app may read customers. (Shopify: Session Token API.)
 */
import { type CustomerId, type ShopDomain, shopDomain } from '../kit/ids.ts';
import { createTokenReader, type ShopifyClaims, type TokenConfig } from './shopify-token.ts';

export interface ExtensionTokenBearer {
  domain: ShopDomain;
  /** Null: nobody is logged in, or the app is not told who. */
  customerId: CustomerId | null;
}

/** Null when the token is not ours, has ended, names two stores, or is of somebody else than a shopper. */
export type ExtensionTokenVerifier = (token: string) => Promise<ExtensionTokenBearer | null>;

const CUSTOMER = /^gid:\/\/shopify\/Customer\/([1-9][0-9]{0,19})$/;

export function createExtensionTokenVerifier(config: TokenConfig): ExtensionTokenVerifier {
  const read = createTokenReader(config);
  return async (token) => {
    const claims = await read(token);
    return claims && bearer(claims);
  };
}

function bearer({ iss, dest, sub }: ShopifyClaims): ExtensionTokenBearer | null {
  const domain = shopDomain(dest.replace(/^https:\/\//, ''));
  if (domain === null || !(iss === undefined || namesStore(iss, domain))) return null;
  if (sub === undefined) return { domain, customerId: null };
  const [, customer] = (typeof sub === 'string' ? CUSTOMER.exec(sub) : null) ?? [];
  return customer === undefined ? null : { domain, customerId: customer as CustomerId };
}

/** Where an issuer is a store, it is this one. */
function namesStore(iss: unknown, domain: ShopDomain): boolean {
  if (typeof iss !== 'string') return false;
  const host = iss.replace(/^https:\/\//, '').split('/')[0];
  return host === domain || shopDomain(host) === null;
}
