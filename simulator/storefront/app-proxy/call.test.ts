import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Shop } from '../../world/types.ts';
import { callProxy, type ProxyDeps } from './call.ts';
import { signProxyQuery } from './sign-query.ts';

const shop = { domain: 'coffee.myshopify.com', install: {} } as Shop;
const call = { customerId: null, method: 'GET', path: '/me', query: new URLSearchParams() };

describe('callProxy', () => {
  let app: Server;
  let deps: ProxyDeps;
  let seen: { url: URL; headers: IncomingMessage['headers']; body: string }[];

  beforeEach(async () => {
    seen = [];
    app = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const url = new URL(request.url ?? '/', 'http://app');
      seen.push({ url, headers: request.headers, body: Buffer.concat(chunks).toString() });
      if (url.pathname === '/proxy/away') return response.writeHead(302, { location: 'http://elsewhere.test/' }).end();
      if (url.pathname === '/proxy/moved') return response.writeHead(302, { location: '/proxy/arrived' }).end();
      response.setHeader('Set-Cookie', 'a=b');
      response.setHeader('X-Powered-By', 'app');
      response.setHeader('X-Kept', 'yes');
      response.setHeader('Content-Type', url.pathname.endsWith('/page') ? 'application/liquid' : 'application/json');
      response.end(url.pathname.endsWith('/page') ? '{{ 1 }}' : '{"ok":true}');
    });
    await new Promise<void>((done) => app.listen(0, '127.0.0.1', done));
    const { port } = app.address() as AddressInfo;
    deps = {
      appUrl: () => `http://127.0.0.1:${port}`,
      apiSecret: 'hush',
      appProxy: { prefix: 'apps', subpath: 'regulars', url: '/proxy' },
      wallNow: () => 1_700_000_000_123,
    };
  });
  afterEach(async () => {
    app.closeAllConnections();
    await new Promise((done) => app.close(done));
  });

  it("adds Shopify's parameters, signed, and drops what the shopper sent under their names", async () => {
    const query = new URLSearchParams('shop=evil.test&logged_in_customer_id=7&signature=forged&q=a+b');
    await callProxy(deps, shop, { ...call, customerId: '9007199254740993', query });
    const sent = seen[0]?.url.searchParams;
    expect(sent?.getAll('shop')).toEqual(['coffee.myshopify.com']);
    expect(sent?.getAll('logged_in_customer_id')).toEqual(['9007199254740993']);
    expect(sent?.get('path_prefix')).toBe('/apps/regulars');
    expect(sent?.get('timestamp')).toBe('1700000000');
    expect(sent?.get('q')).toBe('a b');
    expect(sent?.getAll('signature')).toEqual([signProxyQuery(sent ?? new URLSearchParams(), 'hush')]);
  });

  it('sends an empty customer id for a guest', async () => {
    await callProxy(deps, shop, call);
    expect(seen[0]?.url.searchParams.get('logged_in_customer_id')).toBe('');
  });

  it('keeps cookies apart in both directions and hands on the address of the shopper', async () => {
    const headers = { Cookie: 'session=1', Accept: 'application/json', 'X-Forwarded-For': '6.6.6.6' };
    const answer = await callProxy(deps, shop, { ...call, headers, ip: '203.0.113.9' });
    expect(seen[0]?.headers.cookie).toBeUndefined();
    expect(seen[0]?.headers.accept).toBe('application/json');
    expect(seen[0]?.headers['x-forwarded-for']).toBe('203.0.113.9');
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(answer.headers['x-powered-by']).toBeUndefined();
    expect(answer.headers['x-kept']).toBe('yes');
  });

  it('passes method, body and status on', async () => {
    const answer = await callProxy(deps, shop, {
      ...call,
      method: 'POST',
      path: '/redeem',
      headers: { 'Content-Type': 'application/json' },
      body: '{"points":5}',
    });
    expect(seen[0]?.url.pathname).toBe('/proxy/redeem');
    expect(seen[0]?.body).toBe('{"points":5}');
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body.toString())).toEqual({ ok: true });
  });

  it('renders application/liquid when it is given a way to, and otherwise leaves it as it is', async () => {
    const raw = await callProxy(deps, shop, { ...call, path: '/page' });
    expect(raw.body.toString()).toBe('{{ 1 }}');
    expect(raw.headers['content-type']).toBe('application/liquid');
    const render = async (liquid: string) => `<p>${liquid.length}</p>`;
    const rendered = await callProxy(deps, shop, { ...call, path: '/page', render });
    expect(rendered.body.toString()).toBe('<p>7</p>');
    expect(rendered.headers['content-type']).toBe('text/html; charset=utf-8');
  });

  it('follows a redirect within the app and leaves one that leads elsewhere to the browser', async () => {
    expect((await callProxy(deps, shop, { ...call, path: '/moved' })).status).toBe(200);
    expect(seen.map(({ url }) => url.pathname)).toEqual(['/proxy/moved', '/proxy/arrived']);
    const away = await callProxy(deps, shop, { ...call, path: '/away' });
    expect(away.status).toBe(302);
    expect(away.headers.location).toBe('http://elsewhere.test/');
  });

  it('does not let a path climb out of the proxy root', async () => {
    expect((await callProxy(deps, shop, { ...call, path: '/../api/programme' })).status).toBe(404);
    expect((await callProxy(deps, shop, { ...call, path: '/..%2fapi' })).status).toBe(200);
    expect(seen.map(({ url }) => url.pathname)).toEqual(['/proxy/..%2fapi']);
  });

  it('answers 502 when the app is down and 404 when it is not installed', async () => {
    expect((await callProxy({ ...deps, appUrl: () => 'http://127.0.0.1:9' }, shop, call)).status).toBe(502);
    expect((await callProxy({ ...deps, appUrl: () => null }, shop, call)).status).toBe(502);
    expect((await callProxy(deps, { ...shop, install: null }, call)).status).toBe(404);
    expect(seen).toEqual([]);
  });
});
