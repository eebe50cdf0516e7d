import { createHmac } from 'node:crypto';

/** Query parameters that belong to the frame, not to the app's route; the admin's own address does not show them. */
export const frameParameters = ['shop', 'host', 'embedded', 'locale', 'id_token', 'session', 'timestamp', 'hmac'];

export interface FrameInput {
  appUrl: string;
  /** Path and query below the app, such as `/customers?query=lan`. */
  path: string;
  shopDomain: string;
  locale: string;
  idToken: string;
  sessionId: string;
  apiSecret: string;
  /** Wall time, ms. */
  wallNow: number;
}

/** `host`: where the page is embedded, as App Bridge wants to know it. */
export const hostParameter = (shopDomain: string): string =>
  Buffer.from(`admin.shopify.com/store/${shopDomain.replace('.myshopify.com', '')}`).toString('base64url');

/** The address that the admin gives to its frame: the app's page with Shopify's parameters, signed. */
export function frameAddress(input: FrameInput): string {
  const url = new URL(input.path, input.appUrl);
  // Only the path may come from the address bar: `//other.host/` must not choose whom the token goes to.
  if (url.origin !== new URL(input.appUrl).origin) url.href = input.appUrl;
  for (const name of frameParameters) url.searchParams.delete(name);
  const given = {
    embedded: '1',
    host: hostParameter(input.shopDomain),
    id_token: input.idToken,
    locale: input.locale,
    session: input.sessionId,
    shop: input.shopDomain,
    timestamp: String(Math.floor(input.wallNow / 1000)),
  };
  for (const [name, value] of Object.entries(given)) url.searchParams.set(name, value);
  url.searchParams.set('hmac', signAdminQuery(url.searchParams, input.apiSecret));
  return url.href;
}

/** Shopify's signature of a query: `hmac` left out, sorted by name, `name=value` joined by `&`; hex HMAC-SHA256. */
function signAdminQuery(query: URLSearchParams, secret: string): string {
  const sorted = new URLSearchParams([...query].filter(([name]) => name !== 'hmac' && name !== 'signature'));
  sorted.sort();
  return createHmac('sha256', secret).update(sorted.toString()).digest('hex');
}
