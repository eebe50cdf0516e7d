/**
 * Did Shopify's app proxy forward this request, and for whom? Shopify signs the sorted, decoded `key=value` pairs written one after the
 * other without a separator. So one signature fits several ways to cut the text into pairs, and a shopper chooses some of the values: a
 * query in which one of Shopify's own parameters appears anywhere but as itself is refused, because it may be cut anew.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { type CustomerId, idDigits, type ShopDomain, shopDomain } from '../kit/ids.ts';

export interface ProxyQuery {
  domain: ShopDomain;
  /** Who is logged in; null: nobody. */
  customerId: CustomerId | null;
  pathPrefix: string;
  /** The rest: chosen by the shopper. */
  query: URLSearchParams;
}

/** Wall ms that the signature may be old, or ahead. */
const TOLERANCE_MS = 90_000;
const OWN = ['shop', 'path_prefix', 'timestamp', 'logged_in_customer_id'] as const;
const PATH_PREFIX = /^\/[\w-]{1,64}\/[\w-]{1,128}$/;

/** `rawQuery` as it came, without the question mark. Null when it is not to be believed. */
export function verifyProxyQuery(rawQuery: string, secrets: readonly string[], wallNow: number): ProxyQuery | null {
  const all = new URLSearchParams(rawQuery);
  const signatures = all.getAll('signature');
  const [signature = ''] = signatures;
  if (signatures.length !== 1 || !/^[0-9a-f]{64}$/.test(signature)) return null;
  all.delete('signature');
  const signed = signedText(all);
  if (!secrets.some((secret) => matches(secret, signed, signature))) return null;
  for (const name of OWN) {
    const count = all.getAll(name).length;
    if (count > 1 || signed.split(`${name}=`).length - 1 !== count) return null;
  }
  const domain = shopDomain(all.get('shop'));
  const pathPrefix = all.get('path_prefix') ?? '';
  const timestamp = all.get('timestamp') ?? '';
  const customer = all.get('logged_in_customer_id') ?? '';
  const customerId = customer === '' ? null : idDigits(customer);
  if (domain === null || !PATH_PREFIX.test(pathPrefix) || !/^[0-9]{1,12}$/.test(timestamp)) return null;
  if (Math.abs(wallNow - Number(timestamp) * 1000) > TOLERANCE_MS) return null;
  if (customer !== '' && customerId === null) return null;
  for (const name of OWN) all.delete(name);
  return { domain, customerId: customerId as CustomerId | null, pathPrefix, query: all };
}

function signedText(query: URLSearchParams): string {
  return [...new Set(query.keys())]
    .map((key) => Buffer.from(`${key}=${query.getAll(key).join(',')}`))
    .sort(Buffer.compare)
    .join('');
}

function matches(secret: string, text: string, signature: string): boolean {
  return timingSafeEqual(createHmac('sha256', secret).update(text).digest(), Buffer.from(signature, 'hex'));
}
