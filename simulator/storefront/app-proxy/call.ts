/**
 * Calls the app's proxy as Shopify would: the shopper's query plus Shopify's five parameters, signed; cookies and the
 * headers that Shopify keeps to itself removed in both directions; redirects followed; `application/liquid` rendered by
 * whoever can (`render`).
 */
import type { Id, Shop } from '../../world/types.ts';
import { signProxyQuery } from './sign-query.ts';

export interface AppProxy {
  /** `apps`, `a`, `community` or `tools`. */
  prefix: string;
  subpath: string;
  /** As in `shopify.app.toml`, absolute or relative; only its path counts, as the app is where it says it is. */
  url: string;
}

export interface ProxyDeps {
  /** Where the app listens; null while it has not said so. */
  appUrl(): string | null;
  apiSecret: string;
  /** null = the app's configuration has none. */
  appProxy: AppProxy | null;
  /** Wall time, ms: the app refuses stale signatures by its own clock on the wall. */
  wallNow(): number;
}

export interface ProxyCall {
  customerId: Id | null;
  method: string;
  /** Below the proxy root, such as `/me`. */
  path: string;
  query: URLSearchParams;
  headers?: Record<string, string>;
  body?: Uint8Array | string | null;
  /** The shopper's address, handed on as X-Forwarded-For. */
  ip?: string | null;
  /** Renders Liquid in the shop's theme; without it `application/liquid` comes back as it was sent. */
  render?: (liquid: string) => Promise<string>;
}

export interface ProxyAnswer {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

const shopifysOwn = ['shop', 'path_prefix', 'timestamp', 'logged_in_customer_id', 'signature'];
const keptFromApp = new Set([
  'accept-encoding',
  'connection',
  'content-length',
  'cookie',
  'expect',
  'host',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
]);
const keptFromShopper = new Set([
  'accept-ranges',
  'connection',
  'content-encoding',
  'content-length',
  'date',
  'keep-alive',
  'pragma',
  'server',
  'set-cookie',
  'strict-transport-security',
  'transfer-encoding',
  'x-powered-by',
]);
const redirects = new Set([301, 302, 303, 307, 308]);
const mostRedirects = 5;
/** Shopify's own limit is not documented; without one a hanging app would hang the storefront. */
const timeLimitMs = 30_000;

/** The query that the app receives. What the shopper sent under Shopify's own names is dropped, never forwarded. */
function signedQuery(deps: ProxyDeps, proxy: AppProxy, shop: Shop, call: ProxyCall): URLSearchParams {
  const query = new URLSearchParams(call.query);
  for (const name of shopifysOwn) query.delete(name);
  query.append('shop', shop.domain);
  query.append('logged_in_customer_id', call.customerId ?? '');
  query.append('path_prefix', `/${proxy.prefix}/${proxy.subpath}`);
  query.append('timestamp', String(Math.floor(deps.wallNow() / 1000)));
  query.append('signature', signProxyQuery(query, deps.apiSecret));
  return query;
}

export async function callProxy(deps: ProxyDeps, shop: Shop, call: ProxyCall): Promise<ProxyAnswer> {
  const proxy = deps.appProxy;
  if (!shop.install || !proxy) return plain(404, 'Not found');
  const appUrl = deps.appUrl();
  if (!appUrl) return plain(502, 'The app has not told the simulator its address.');
  const root = new URL(new URL(proxy.url, appUrl).pathname, appUrl);
  const target = new URL(root);
  target.pathname = join(root.pathname, call.path);
  // A path such as `/../admin` must not leave the proxy's root.
  if (!`${target.pathname}/`.startsWith(`${trimmed(root.pathname)}/`)) return plain(404, 'Not found');
  target.search = signedQuery(deps, proxy, shop, call).toString();

  let response: Response;
  try {
    response = await follow(target, {
      method: call.method,
      headers: requestHeaders(call),
      body: call.method === 'GET' || call.method === 'HEAD' ? null : (bytes(call.body) ?? null),
      redirect: 'manual',
      signal: AbortSignal.timeout(timeLimitMs),
    });
  } catch (error) {
    return plain(502, `The app did not answer: ${reason(error)}`);
  }
  const body = Buffer.from(await response.arrayBuffer());
  const headers: Record<string, string> = {};
  for (const [name, value] of response.headers) if (!keptFromShopper.has(name)) headers[name] = value;
  if (call.render && isLiquid(headers['content-type'])) {
    headers['content-type'] = 'text/html; charset=utf-8';
    return { status: response.status, headers, body: Buffer.from(await call.render(body.toString('utf8'))) };
  }
  return { status: response.status, headers, body };
}

export function isLiquid(contentType: string | undefined): boolean {
  return contentType?.split(';')[0]?.trim().toLowerCase() === 'application/liquid';
}

/** Redirects within the app are followed here; one that leads elsewhere goes to the shopper's browser. */
async function follow(target: URL, init: RequestInit, followed = 0): Promise<Response> {
  const response = await fetch(target, init);
  const location = response.headers.get('location');
  if (!redirects.has(response.status) || !location || followed >= mostRedirects) return response;
  const next = new URL(location, target);
  if (next.origin !== target.origin) return response;
  await response.body?.cancel();
  const repeats = response.status === 307 || response.status === 308;
  return follow(next, repeats ? init : { ...init, method: 'GET', body: null }, followed + 1);
}

function requestHeaders(call: ProxyCall): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(call.headers ?? {})) {
    if (!keptFromApp.has(name.toLowerCase())) headers.set(name, value);
  }
  if (call.ip) headers.set('x-forwarded-for', call.ip);
  return headers;
}

function plain(status: number, text: string): ProxyAnswer {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: Buffer.from(text) };
}
const trimmed = (path: string): string => path.replace(/\/+$/, '');
const join = (root: string, path: string): string => `${trimmed(root)}/${path.replace(/^\/+/, '')}`.replace(/\/$/, '');
const bytes = (body: Uint8Array | string | null | undefined): Uint8Array<ArrayBuffer> | undefined =>
  body == null ? undefined : new Uint8Array(Buffer.from(body));

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
