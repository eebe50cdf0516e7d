/**
 * Identities. Shopify's numeric ids exceed 2^53, so they are text everywhere: the digits alone in the database and in our
 * URLs, the full gid only where Shopify's GraphQL asks for it.
 */
declare const brand: unique symbol;
type Brand<T, Name extends string> = T & { readonly [brand]: Name };

/** Our own number of a store; leads every primary and unique key of a tenant's table. */
export type ShopId = Brand<number, 'ShopId'>;
/** `something.myshopify.com`, lower case, verified. */
export type ShopDomain = Brand<string, 'ShopDomain'>;
/** Digits of a Shopify customer id, as text. */
export type CustomerId = Brand<string, 'CustomerId'>;
/** Digits of a Shopify order id, as text. */
export type OrderId = Brand<string, 'OrderId'>;

/** Stands where a job is of no single store: no store has this number. */
export const ALL_STORES = 0 as ShopId;

const DIGITS = /^[1-9][0-9]{0,19}$/;

/** The digits of an id given as digits or as `gid://shopify/Type/123`; null when it is neither. */
export function idDigits(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const digits = value.startsWith('gid://') ? value.slice(value.lastIndexOf('/') + 1).split('?')[0] : value;
  return digits !== undefined && DIGITS.test(digits) ? digits : null;
}

/** `gid://shopify/<type>/<digits>`. */
export function gid(type: string, digits: string): string {
  return `gid://shopify/${type}/${digits}`;
}

const DOMAIN = /^[a-z0-9][a-z0-9-]{0,60}\.myshopify\.com$/;

/** A store's domain, checked strictly (shopify-api's own check also lets other hosts through); null when it is none. */
export function shopDomain(value: unknown): ShopDomain | null {
  return typeof value === 'string' && DOMAIN.test(value) ? (value as ShopDomain) : null;
}
