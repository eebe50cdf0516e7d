/**
 * What somebody outside can send: raw requests with any header, and signatures made with whatever secret they have got hold of.
 * Written from Shopify's documents once more, without a line of the app or the simulator.
 */
import { createHmac, randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { connect } from 'node:net';

/** Who says nothing for so long hangs; a slow machine is no failure. */
const PATIENCE_MS = 60_000;

export interface Sent {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}
export interface Request {
  method?: string;
  headers?: Record<string, string | string[]>;
  body?: string | Buffer;
}

/** `path` goes out as it stands: nothing is resolved or encoded. */
export function send(url: string, path: string, { method = 'GET', headers = {}, body }: Request = {}): Promise<Sent> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    // Node does not say how long a body is with methods that seldom have one.
    const length =
      body === undefined || 'transfer-encoding' in headers ? {} : { 'content-length': Buffer.byteLength(body) };
    const all = { connection: 'close', ...length, ...headers };
    const sent = request({ hostname, port, path, method, headers: all }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.setTimeout(PATIENCE_MS, () => sent.destroy(new Error(`no answer to ${method} ${path.slice(0, 80)}`)));
    sent.end(body);
  });
}

/** Writes bytes to the socket, one after the other, and gives back everything that came until the other side closed. */
export function sendBytes(url: string, ...parts: (string | Buffer)[]): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect({ host: hostname, port: Number(port) }, () => {
      for (const part of parts) socket.write(part);
    });
    socket.setEncoding('utf8').on('data', (part: string) => (text += part));
    socket.setTimeout(PATIENCE_MS, () => socket.destroy(new Error('the connection stayed open')));
    // Whoever closes while we still write is allowed to.
    socket.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ECONNRESET' || error.code === 'EPIPE' ? resolve(text) : reject(error),
    );
    socket.on('close', () => resolve(text));
  });
}

/** `X-Shopify-Hmac-Sha256`. */
export function bodySignature(body: string | Buffer, secret: string): string {
  return createHmac('sha256', secret).update(body).digest('base64');
}

/** A webhook's request; headers that are undefined are left out. */
export function webhook(
  input: { domain: string; topic: string; body: string | Buffer; secret: string; id?: string },
  changes: Record<string, string | string[] | undefined> = {},
): Request {
  const headers = {
    'content-type': 'application/json',
    'x-shopify-topic': input.topic,
    'x-shopify-shop-domain': input.domain,
    'x-shopify-webhook-id': input.id ?? randomUUID(),
    'x-shopify-hmac-sha256': bodySignature(input.body, input.secret),
    ...changes,
  };
  return { method: 'POST', headers: defined(headers), body: input.body };
}

function defined(headers: Record<string, string | string[] | undefined>): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(headers).filter((entry): entry is [string, string | string[]] => entry[1] !== undefined),
  );
}

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

export interface TokenOptions {
  domain: string;
  apiKey: string;
  secret: string;
}
/** A session token of a member of the staff, but for what `claims` says otherwise; claims that are undefined are left out. */
export function sessionToken(
  { domain, apiKey, secret }: TokenOptions,
  claims: Record<string, unknown> = {},
  header: Record<string, unknown> = { alg: 'HS256', typ: 'JWT' },
): string {
  const staff = { iss: `https://${domain}/admin`, dest: `https://${domain}`, sub: '42', sid: randomUUID() };
  return jwt({ ...inTime(apiKey, 60), ...staff, ...claims }, secret, header);
}

/** The same of an extension in checkout or on a customer's pages: five minutes, and nobody unless `claims` name a customer. */
export function extensionToken(
  { domain, apiKey, secret }: TokenOptions,
  claims: Record<string, unknown> = {},
  header: Record<string, unknown> = { alg: 'HS256', typ: 'JWT' },
): string {
  return jwt({ ...inTime(apiKey, 300), dest: domain, ...claims }, secret, header);
}

function inTime(apiKey: string, seconds: number) {
  const now = Math.floor(Date.now() / 1000);
  return { aud: apiKey, exp: now + seconds, nbf: now, iat: now, jti: randomUUID() };
}

function jwt(payload: object, secret: string, header: Record<string, unknown>): string {
  const signed = `${encoded(header)}.${encoded(payload)}`;
  return `${signed}.${header.alg === 'none' ? '' : createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

/** The five parameters that Shopify's proxy adds, without the signature. */
export function proxyParameters(domain: string, customer = '', changes: Record<string, string> = {}) {
  return Object.entries({
    shop: domain,
    path_prefix: '/apps/regulars',
    timestamp: String(Math.floor(Date.now() / 1000)),
    logged_in_customer_id: customer,
    ...changes,
  });
}

/** Hex HMAC over the sorted `name=v1,v2` strings written one after the other. */
export function querySignature(pairs: readonly (readonly [string, string])[], secret: string): string {
  const byName = Map.groupBy(pairs, ([name]) => name);
  const text = [...byName].map(([name, values]) => `${name}=${values.map(([, value]) => value).join(',')}`);
  return createHmac('sha256', secret)
    .update(text.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))).join(''))
    .digest('hex');
}

/** The query of a proxied request, signed. */
export function signedQuery(pairs: readonly (readonly [string, string])[], secret: string): string {
  return new URLSearchParams([
    ...pairs.map(([name, value]) => [name, value]),
    ['signature', querySignature(pairs, secret)],
  ]).toString();
}
