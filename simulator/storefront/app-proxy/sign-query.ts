import { createHmac } from 'node:crypto';

/**
 * Shopify's app-proxy signature: each name with its decoded values joined by commas, as `name=v1,v2`; these strings sorted
 * bytewise and joined by nothing; hex HMAC-SHA256 with the app's secret.
 */
export function signProxyQuery(query: URLSearchParams, secret: string): string {
  const values = new Map<string, string[]>();
  for (const [name, value] of query) {
    if (name === 'signature') continue;
    const known = values.get(name);
    if (known) known.push(value);
    else values.set(name, [value]);
  }
  const message = [...values].map(([name, list]) => Buffer.from(`${name}=${list.join(',')}`)).sort(Buffer.compare);
  return createHmac('sha256', secret).update(Buffer.concat(message)).digest('hex');
}
