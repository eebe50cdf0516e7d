/**
 * Texts that want to be more than texts: Liquid, markup, line breaks. They come in where shoppers and merchants write (names, titles, notes,
 * reasons) and are looked at wherever the app shows them.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CustomerDetail, CustomerPage } from '../../web/loyalty/points/api-types.ts';
import { type AttackedWorld, startAttackedWorld } from '../support/attacked-world.ts';
import { proxyParameters, send, webhook } from '../support/attacker.ts';
import { digits } from '../support/points-book.ts';
import type { TestStore } from '../support/world.ts';

let world: AttackedWorld;
let store: TestStore;
let customer: string;
beforeAll(async () => {
  world = await startAttackedWorld();
  store = await world.shop();
  customer = await store.customer();
  await store.buy(customer, '100.00');
  await world.settle();
});
afterAll(() => world.stop());

/** Pieces of everything that Liquid, HTML, addresses, spreadsheets and headers take for their own. */
const pieces = {
  liquid: [
    '{{',
    '}}',
    '{%',
    '%}',
    '{{-',
    '-%}',
    '{',
    '}',
    '%',
    '|',
    'raw',
    'endraw',
    'comment',
    ' shop.name ',
    '6|times:7',
  ],
  markup: ['<', '>', '</p>', '<b>', '<script>', '<!--', '"', "'", '`', '&', '&lt;', '&#123;', '&#x7b;', ' onload='],
  others: ['=', '+1', '@', '\t', '\r\n', '\u2028', '\u202e', '\ufeff', '\\', '$&', '$1', 'ü', '💐', 'x'],
};
const hostile = fc
  .array(fc.constantFrom(...Object.values(pieces).flat()), { minLength: 1, maxLength: 6 })
  .map((parts) => parts.join('').trim().slice(0, 30).trim())
  .filter((text) => text.length > 0 && text.isWellFormed());
const examples: [string][] = [
  ['{{ shop.name }}{{ 6 | times: 7 }}'],
  ['{% raw %}{{ 1 }}{% endraw %}'],
  ['{% endraw %}{{ 6 | times: 7 }}'],
  ['<img src=x onerror=alert(1)>'],
  ['"><script>alert(1)</script>'],
  ['{{ "a" | append: "b" }}'],
].map(([text = '']) => [text.slice(0, 30)]);
const runs = (numRuns: number) => ({ numRuns, examples, seed: Number(process.env.SEED ?? 20_261_122) });

/** What a browser shows as these very characters, and Liquid takes for nothing. */
function shownAsText(text: string): string {
  return text.replace(/[&<>"'{}%]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

const history = async () => {
  const answer = await store.proxy('/history', customer, { render: true });
  expect(answer.status).toBe(200);
  return String(answer.body);
};
const call = (name: string) => store.programme({ name: { en: { one: name, other: name }, vi: { other: name } } });

describe("the shopper's page, rendered by Liquid, shows as letters", () => {
  const PLAIN = 'PlainWord';

  test('whatever the merchant calls the points', async () => {
    await call(PLAIN);
    const plain = await history();
    expect(plain.split(PLAIN).length).toBeGreaterThan(3);
    await fc.assert(
      fc.asyncProperty(hostile, async (name) => {
        await call(name);
        expect(await history()).toBe(plain.replaceAll(PLAIN, () => shownAsText(name)));
      }),
      runs(16),
    );
  });

  test('whatever an order is called', async () => {
    await call('points');
    const { deliveries = [] } = world.simulated.shops.get(store.domain) ?? {};
    const paid = deliveries.findLast(({ topic, body }) => topic === 'orders/paid' && body !== '')?.body ?? '';
    let seconds = 0;
    const rename = async (name: string) => {
      // Each is newer than the one before; the ids stay as they were written.
      const later = new Date(Date.parse('2026-03-03T00:00:00Z') + (seconds += 1) * 1_000).toISOString();
      const body = paid
        .replace(/"name":"#\d+"/, () => `"name":${JSON.stringify(name)}`)
        .replaceAll(/"updated_at":"[^"]*"/g, () => `"updated_at":"${later}"`);
      const { domain } = store;
      const sent = webhook({ domain, topic: 'orders/updated', body, secret: world.apiSecret });
      expect((await send(world.appUrl, '/api/webhooks', sent)).status).toBe(200);
      await world.settle();
    };
    await rename(PLAIN);
    const plain = await history();
    expect(plain).toContain(PLAIN);
    await fc.assert(
      fc.asyncProperty(hostile, async (name) => {
        await rename(name);
        expect(await history()).toBe(plain.replaceAll(PLAIN, () => shownAsText(name)));
      }),
      runs(10),
    );
  });

  test('nothing at all of what the shopper adds to the address', async () => {
    const plain = await history();
    for (const text of ['{{ shop.name }}', '"><script>', '{% endraw %}']) {
      const query = new URLSearchParams({ page: text, [text]: text, q: text });
      const answer = await store.proxy(`/history?${query}`, customer, { render: true });
      expect(String(answer.body)).toBe(plain);
    }
  });
});

describe('the theme blocks', () => {
  const page = async (handle: string) => {
    const answer = await send(world.simulatorUrl, `/products/${handle}`, {
      headers: { 'x-forwarded-host': store.domain },
    });
    expect(answer.status).toBe(200);
    return answer.body;
  };

  test('grow no element and no attribute by what the points are called, nor by the texts of their settings', async () => {
    const { handle } = store.product({ title: 'Plain', prices: ['12.00'] });
    const place = async (settings: Record<string, string>) => {
      for (const block of ['points-balance', 'product-points']) {
        await world.sim('POST', 'themeBlocks/place', { shop: store.domain, block, template: 'product', settings });
      }
    };
    const shown = async (name: string) => {
      await call(name);
      await place({ heading: name, guest_text: '', text: `${name} [points]` });
      await world.settle();
      return page(handle);
    };
    const plain = await shown('PlainWord');
    expect(plain).toContain('12 PlainWord');
    await fc.assert(
      fc.asyncProperty(hostile, async (name) => {
        expect(skeleton(await shown(name))).toEqual(skeleton(plain));
      }),
      runs(8),
    );
    const canary = await shown('{{ 6 | times: 7 }}');
    expect(canary).not.toContain('12 42');
  });

  /** Elements with the names of their attributes, in their order. */
  function skeleton(html: string): string[] {
    const tag = /<(\/?[a-z][\w:-]*)((?:\s+[^\s"'<>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*)\s*\/?>/gi;
    const attribute = /([^\s"'<>/=]+)(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?/g;
    return [...html.matchAll(tag)].map(
      ([, name = '', attributes = '']) =>
        `${name} ${[...attributes.matchAll(attribute)].map(([, key]) => key).join(' ')}`,
    );
  }
});

test('the admin API hands texts on as they are, as JSON that no browser takes for a page', async () => {
  const text = '=HYPERLINK("https://evil.example")\t<script>alert(1)</script>{{ shop }}';
  const odd = await store.customer({ firstName: text, lastName: '@SUM(1)' });
  await world.settle();
  await store.admin('POST', `/api/customers/${digits(odd)}/adjust`, { points: 5, reason: text, key: 'odd' });
  const headers = { authorization: `Bearer ${world.staffToken(store.domain)}` };
  const answer = await send(world.appUrl, `/api/customers/${digits(odd)}`, { headers });
  expect(answer.headers).toMatchObject({
    'content-type': 'application/json; charset=utf-8',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  });
  const detail = JSON.parse(answer.body) as CustomerDetail;
  expect(detail).toMatchObject({ name: `${text} @SUM(1)`, timeline: [{ reason: text }] });
  const { customers } = await store.admin<CustomerPage>(
    'GET',
    `/api/customers?query=${encodeURIComponent('<script>')}`,
  );
  expect(customers.map(({ id }) => id)).toEqual([digits(odd)]);
});

test('what looks like SQL is a word like any other', async () => {
  for (const text of ["' OR '1'='1", '%', '_', "'; DROP TABLE customers; --", '\\', '%_\\%']) {
    const answer = await store.adminAnswer(
      'GET',
      `/api/customers?query=${encodeURIComponent(text)}&after=${encodeURIComponent(text)}`,
    );
    expect(answer).toMatchObject({ status: 200, body: { customers: [] } });
    expect((await store.adminAnswer('GET', `/api/customers/${encodeURIComponent(text)}`)).status).toBe(404);
  }
  expect((await store.admin<CustomerPage>('GET', '/api/customers')).customers.length).toBeGreaterThan(0);
});

test('no line break of a caller reaches a header', async () => {
  const broken = 'x%0d%0aX-Injected:%20yes%0d%0a%0d%0a<script>';
  const headers = { authorization: `Bearer ${world.staffToken(store.domain)}` };
  const places = [
    `/?shop=${store.domain}${broken}&embedded=1`,
    `/${broken}?shop=${store.domain}`,
    `/?shop=${store.domain}&host=${broken}`,
    `/assets/${broken}.js`,
    `/api/customers?query=${broken}&after=${broken}`,
    `/api/customers/${broken}`,
    `/proxy/history?${world.signQuery([...proxyParameters(store.domain, digits(customer)), ['page', decodeURIComponent(broken)]])}`,
  ];
  for (const place of places) {
    const answer = await send(world.appUrl, place, { headers });
    expect(answer.headers).not.toHaveProperty('x-injected');
    expect(`${answer.headers.location ?? ''}`).not.toMatch(/[\r\n]|X-Injected/);
    expect(answer.body).not.toContain('X-Injected');
  }
});
