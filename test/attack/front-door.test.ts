/** The house seen from the street: headers, methods, addresses and bytes that no page of ours would ever send. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AttackedWorld, startAttackedWorld } from '../support/attacked-world.ts';
import { proxyParameters, send, sendBytes } from '../support/attacker.ts';
import type { TestStore } from '../support/world.ts';

let world: AttackedWorld;
let store: TestStore;
beforeAll(async () => {
  world = await startAttackedWorld();
  store = await world.shop();
});
afterAll(() => world.stop());

const staff = () => ({ authorization: `Bearer ${world.staffToken(store.domain)}` });
const proxied = (path: string) => `/proxy${path}?${world.signQuery(proxyParameters(store.domain))}`;

describe('every answer', () => {
  const places = (): [what: string, path: string, headers: Record<string, string>][] => [
    ['health', '/healthz', {}],
    ['metrics', '/metrics', {}],
    ['the admin API', '/api/home', staff()],
    ['the admin API, refused', '/api/home', {}],
    ['the admin API, not found', '/api/none', staff()],
    ['the storefront, as JSON', proxied('/me'), {}],
    ['the storefront, refused', '/proxy/me', {}],
    ['the page', `/?shop=${store.domain}&embedded=1`, {}],
    ['the page, without a store', '/', {}],
    ['the page, outside of the admin', `/?shop=${store.domain}`, {}],
    ['an asset that is not there', '/assets/none.js', {}],
    ['an address that cannot be read', '/%', {}],
  ];

  test('is taken for what it says it is, tells other sites nothing, and names no program', async () => {
    for (const [what, path, headers] of places()) {
      const answer = await send(world.appUrl, path, { headers });
      expect({ what, ...answer.headers }).toMatchObject({
        what,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'strict-origin-when-cross-origin',
        'content-security-policy': expect.stringMatching(/frame-ancestors /) as string,
      });
      const telling = ['x-powered-by', 'server', 'set-cookie', 'access-control-allow-origin', 'etag'];
      expect([what, ...telling.filter((name) => name in answer.headers)]).toEqual([what]);
      const leak = /node_modules|\bat .*:\d+:\d+\b|express|\/web\/|sqlite|postgres/i;
      // The metrics name the databases' own figures, to the operator alone.
      if (what !== 'metrics') expect(`${what}: ${answer.body}`).not.toMatch(leak);
    }
  });

  test('that is for one person or store alone is kept by nobody', async () => {
    for (const [what, path, headers] of places()) {
      if (/health|metrics|address/.test(what)) continue;
      const answer = await send(world.appUrl, path, { headers });
      expect(`${what}: ${answer.headers['cache-control']}`).toMatch(/: (private, )?no-store$/);
    }
  });

  test('may be framed by nobody, but the page by the admin of its own store', async () => {
    const ancestors = (policy: unknown) => /frame-ancestors ([^;]+)/.exec(String(policy))?.[1];
    for (const [what, path, headers] of places()) {
      const { headers: answered } = await send(world.appUrl, path, { headers });
      const own = `https://${store.domain} https://admin.shopify.com ${world.simulatorUrl}`;
      expect([what, ancestors(answered['content-security-policy'])]).toEqual([
        what,
        what === 'the page' ? own : "'none'",
      ]);
    }
    const strange = [
      'evil.example',
      `${store.domain}.evil.example`,
      `${store.domain}%20https://evil.example`,
      `${store.domain};`,
      '*',
      "'self'",
    ];
    for (const shop of [...strange, `${store.domain}&shop=evil.example`, `evil.example&shop=${store.domain}`]) {
      const { headers } = await send(world.appUrl, `/?shop=${shop}&embedded=1`);
      expect(String(headers['content-security-policy'])).not.toContain('evil');
    }
  });
});

describe('an address of another host', () => {
  test('in Host or X-Forwarded-Host leads nobody there', async () => {
    const evil = {
      host: 'evil.example',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'http',
      forwarded: 'host=evil.example',
    };
    for (const path of [
      `/?shop=${store.domain}`,
      `/?shop=${store.domain}&embedded=1`,
      '/',
      '/api/home',
      '/assets/x.js',
    ]) {
      const { headers, body } = await send(world.appUrl, path, { headers: evil });
      expect(JSON.stringify(headers)).not.toContain('evil');
      expect(body).not.toContain('evil');
    }
  });

  test('in the query leads nobody there: the only way out is into the admin', async () => {
    const admin = new URL(world.simulatorUrl).origin;
    const names = ['host', 'return_to', 'returnTo', 'redirect', 'redirect_uri', 'url', 'next', 'exitIframe', 'path'];
    for (const evil of [
      'https://evil.example/',
      '//evil.example',
      Buffer.from('evil.example/admin').toString('base64url'),
    ]) {
      const query = new URLSearchParams([...names.map((name) => [name, evil]), ['shop', store.domain]]);
      const { status, headers } = await send(world.appUrl, `/?${query}`);
      expect(status).toBe(302);
      expect(new URL(String(headers.location)).origin).toBe(admin);
    }
    for (const shop of [
      'evil.example',
      `evil.example/${store.domain}`,
      `${store.domain}@evil.example`,
      `${store.domain}%2f@evil.example`,
      'localhost',
      '127.0.0.1',
      '[::1]',
      '169.254.169.254',
    ]) {
      expect((await send(world.appUrl, `/?shop=${shop}`)).status).toBe(400);
      expect((await send(world.appUrl, `/?shop=${shop}&embedded=1`)).status).toBe(400);
    }
  });

  test('as the target of the request is none of ours', async () => {
    for (const target of ['http://169.254.169.254/latest/meta-data/', 'https://evil.example/', '//evil.example/..']) {
      const { status, headers } = await send(world.appUrl, target);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(headers).not.toHaveProperty('location');
    }
  });
});

test('no way of writing a path leads out of the built page', async () => {
  const ways = ['..', '%2e%2e', '..%2f..', '..%5c..', '%252e%252e', '.%00', '....//', '%c0%ae%c0%ae', '/', '~root'];
  for (const way of ways) {
    for (const file of ['package.json', 'web/config.ts', 'etc/passwd', '.env']) {
      const { status, body } = await send(world.appUrl, `/assets/${way}/${way}/${file}`);
      expect([400, 403, 404]).toContain(status);
      expect(body).not.toMatch(/root:|"dependencies"|process\.env/);
    }
  }
});

test('methods that nobody needs do nothing', async () => {
  for (const path of ['/', '/api/home', '/proxy/me', '/api/webhooks', '/healthz', '/assets/x.js']) {
    for (const method of ['TRACE', 'CONNECT', 'PROPFIND', 'PATCH', 'PURGE', 'DELETE']) {
      const raw = await sendBytes(
        world.appUrl,
        `${method} ${path} HTTP/1.1\r\nHost: x\r\nX-Echo: zebra\r\nConnection: close\r\n\r\n`,
      );
      expect(raw === '' ? 'closed' : raw.split('\r\n')[0]).toMatch(/^closed$|^HTTP\/1\.1 4\d\d /);
      expect(raw).not.toContain('zebra');
    }
  }
});

describe('bytes that could be read in two ways', () => {
  const smuggled = 'GET /healthz HTTP/1.1\r\nHost: smuggled\r\n\r\n';
  test.each([
    ['two lengths', `Content-Length: 0\r\nContent-Length: ${smuggled.length}\r\n\r\n${smuggled}`],
    [
      'a length and chunks',
      `Content-Length: ${smuggled.length + 5}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`,
    ],
    ['chunks under another name', `Transfer-Encoding: xchunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n${smuggled}`],
    ['chunks written twice', `Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n${smuggled}`],
    ['a space before the colon', `Transfer-Encoding : chunked\r\nContent-Length: 0\r\n\r\n${smuggled}`],
    ['a negative length', `Content-Length: -1\r\n\r\n${smuggled}`],
    ['a length in words', `Content-Length: 0x10\r\n\r\n${smuggled}`],
    ['a folded header', `X-A: b\r\n Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`],
    ['a chunk of a made-up size', 'Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\nx\r\n0\r\n\r\n'],
    ['a NUL in a header', 'X-A: a\0b\r\n\r\n'],
  ])('are refused as a whole: %s', async (_what, rest) => {
    const raw = await sendBytes(world.appUrl, `POST /api/webhooks HTTP/1.1\r\nHost: x\r\n${rest}`);
    expect(raw).toMatch(/^HTTP\/1\.1 400 /);
    expect(raw.match(/HTTP\/1\.1 /g)).toHaveLength(1);
    expect(raw).not.toContain('"ok":true');
  });
});

test('what is too long for a head or an address is refused', async () => {
  const headers = { 'x-long': 'x'.repeat(20_000) };
  expect((await send(world.appUrl, '/healthz', { headers })).status).toBe(431);
  expect((await send(world.appUrl, `/?shop=${'x'.repeat(20_000)}`)).status).toBe(431);
  const many = Array.from({ length: 3_000 }, (_, n) => `X-${n}: 1`).join('\r\n');
  expect(await sendBytes(world.appUrl, `GET /healthz HTTP/1.1\r\nHost: x\r\n${many}\r\n\r\n`)).toMatch(
    /^HTTP\/1\.1 431 /,
  );
});

test.each([
  ['a million lists', `[${'['.repeat(400_000)}${']'.repeat(400_000)}]`, 400],
  ['two hundred thousand objects', `${'{"a":'.repeat(150_000)}1${'}'.repeat(150_000)}`, 400],
  ['more than a megabyte', JSON.stringify({ reason: 'x'.repeat(1_100_000) }), 413],
  ['half a document', '{"points":1', 400],
  ['a number', '1', 400],
])('the admin API reads no body of %s', async (_what, body, status) => {
  const headers = { ...staff(), 'content-type': 'application/json' };
  const answer = await send(world.appUrl, '/api/setup', { method: 'PUT', headers, body });
  expect(answer.status).toBe(status);
});

test.each([
  ['a prototype', '{"__proto__":{"dismissed":true}}'],
  ['a constructor', '{"constructor":{"prototype":{"dismissed":true}}}'],
  ['a list', '[{"dismissed":true}]'],
  ['a text', '"dismissed"'],
])('a body that is %s sets nothing', async (_what, body) => {
  const headers = { ...staff(), 'content-type': 'application/json' };
  const answer = await send(world.appUrl, '/api/setup', { method: 'PUT', headers, body });
  expect([400, 422]).toContain(answer.status);
  expect(({} as Record<string, unknown>).dismissed).toBeUndefined();
});

test('a body that is compressed, or is no JSON, is not read', async () => {
  const packed = { ...staff(), 'content-type': 'application/json', 'content-encoding': 'gzip' };
  const zipped = await send(world.appUrl, '/api/setup', {
    method: 'PUT',
    headers: packed,
    body: Buffer.from([31, 139]),
  });
  expect(zipped.status).toBe(415);
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
    const headers = { ...staff(), 'content-type': type };
    const answer = await send(world.appUrl, '/api/setup', { method: 'PUT', headers, body: '{"dismissed":true}' });
    expect(answer.status).toBe(422);
  }
});

test('the same parameter many times is no way past a check', async () => {
  const many = Array.from({ length: 200 }, (_, n) => `after=${n}&query[]=${n}&query[x]=${n}&__proto__[x]=1`).join('&');
  const answer = await send(world.appUrl, `/api/customers?${many}`, { headers: staff() });
  expect(answer.status).toBe(200);
  expect(({} as Record<string, unknown>).x).toBeUndefined();
});
