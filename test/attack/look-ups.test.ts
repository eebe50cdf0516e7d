/**
 * Somebody looks orders up who only guesses. What they learn, which is nothing; how long they wait; who passes meanwhile; and what comes of links,
 * numbers and proofs that were made up, bent or taken from elsewhere.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { DefaultQueryExecutor } from 'kysely';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Db, openDb } from '../../db/open.ts';
import { readConfig } from '../../web/config.ts';
import type { OrderId, ShopId } from '../../web/platform/kit/ids.ts';
import type { ProxyRequest, Services } from '../../web/platform/manifest.ts';
import { lookUp } from '../../web/retention/tracking/look-up.ts';
import { trackingToken } from '../../web/retention/tracking/tracking-link.ts';
import { type AttackedWorld, startAttackedWorld } from '../support/attacked-world.ts';
import { proxyParameters } from '../support/attacker.ts';
import { digits } from '../support/points-book.ts';
import { shopIdOf } from '../support/shop-id.ts';
import type { PlacedOrder, TestStore } from '../support/store.ts';

const OWNER = 'zebrafinch.owner@example.com';
const PHONE = '+12125550143';
const TITLE = 'Zebrafinch feeder';
const HOME = { address1: '4 Mill Road', city: 'Hudson', zip: '12534', countryCode: 'US', country: 'United States' };
/** As many numbers that somebody has bought under, and as many that nobody has. */
const EACH = 20;

let world: AttackedWorld;
let db: Db;
let store: TestStore;
let other: TestStore;
let shopId: ShopId;
/** Gid. */
let owner: string;
let orders: PlacedOrder[];
let link: string;
beforeAll(async () => {
  world = await startAttackedWorld();
  db = openDb(world.databaseUrl);
  world.secret(OWNER, PHONE, TITLE);
  [store, other] = [await world.shop(), await world.shop()];
  shopId = await shopIdOf(db, store.domain);
  owner = await store.customer({ email: OWNER, firstName: 'Zebrafinch' });
  orders = [];
  for (let count = 0; count < EACH; count += 1) orders.push(await buy(owner));
  await world.settle();
  link = `/track/o/${tokenOf(first(orders))}`;
});
afterAll(async () => {
  await db.close();
  await world.stop();
});

const buy = (customer: string, of = store) =>
  of.order({
    customer,
    phone: PHONE,
    shippingAddress: HOME,
    lines: [{ title: TITLE, price: '9.00', quantity: 1 }],
  });
const config = () => readConfig(world.environment);
const tokenOf = ({ id }: PlacedOrder, of = shopId) => trackingToken(config(), of, digits(id) as OrderId);
const first = (list: readonly PlacedOrder[]) => list[0] as PlacedOrder;
const bare = ({ name }: PlacedOrder) => name.slice(1);
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** Of as many digits as the real ones. */
const missing = (index: number) => String(7_001 + index);
/** Each from a network of its own. */
let networks = 0;
const elsewhere = () => `2001:db8:${((networks += 1) >> 8).toString(16)}:${(networks & 255).toString(16)}::1`;

interface Answer {
  status: number;
  /** Everything but what was typed and the time of day. */
  rest: string;
  body: string;
}

async function ask(path: string, init: RequestInit & { customer?: string; from?: TestStore } = {}): Promise<Answer> {
  const { customer = '', from = store, ...rest } = init;
  const query = world.signQuery(proxyParameters(from.domain, customer));
  const answer = await fetch(`${world.appUrl}/proxy${path}?${query}`, { redirect: 'manual', ...rest });
  const headers = [...answer.headers].filter(([name]) => !['date', 'etag', 'x-request-id'].includes(name));
  const body = await answer.text();
  return { status: answer.status, rest: JSON.stringify({ headers, body }), body };
}

async function guess(number: string, proof: string, ip = elsewhere()): Promise<Answer> {
  const answer = await ask('/track', {
    method: 'POST',
    headers: { 'x-forwarded-for': ip },
    body: new URLSearchParams({ number, proof }),
  });
  return { ...answer, rest: answer.rest.replaceAll(`value=\\"${number}\\"`, 'value=NUMBER') };
}

type Guess = [number: string, proof: string, ip?: string];
/** Ten at a time, as somebody does who hopes to be quicker than the counting. */
async function atOnce(guesses: readonly Guess[]): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let start = 0; start < guesses.length; start += 10)
    answers.push(...(await Promise.all(guesses.slice(start, start + 10).map((each) => guess(...each)))));
  return answers;
}

/** However many there are: five are answered, the others wait. */
function expectFiveTries(answers: readonly Answer[]): void {
  const { 404: tried = [], 429: waiting = [], ...others } = Object.groupBy(answers, ({ status }) => status);
  expect([tried.length, waiting.length, others]).toEqual([5, answers.length - 5, {}]);
  expect([alike(tried), alike(waiting)]).toEqual([1, 1]);
}

const alike = (answers: readonly Answer[]) => new Set(answers.map(({ status, rest }) => `${status} ${rest}`)).size;
const passes = async () => {
  const inside = await Promise.all([ask(link), ask('/track', { customer: digits(owner) })]);
  expect(inside.map(({ status, body }) => [status, body.includes(TITLE)])).toEqual([
    [200, true],
    [200, true],
  ]);
};

describe('of a thousand guesses nobody learns which orders there are', () => {
  test('from everywhere, at numbers that somebody has and at numbers that nobody has', async () => {
    const proofs = ['somebody@example.com', '+12125550199', '10011', 'zebrafinch.owner@example.org', '12535'];
    const answers: Answer[] = [];
    for (const [index, order] of orders.entries())
      for (const proof of proofs)
        answers.push(...(await Promise.all([guess(bare(order), proof), guess(missing(index), proof)])));
    expect(answers).toHaveLength(200);
    expect(answers[0]?.status).toBe(404);
    expect(alike(answers)).toBe(1);
    // From now on each of these numbers waits, the real and the others as long.
    const waiting = await Promise.all(
      orders.flatMap((order, index) => [guess(bare(order), '10011'), guess(missing(index), '10011')]),
    );
    expect(waiting[0]).toMatchObject({ status: 429 });
    expect(alike(waiting)).toBe(1);
    await passes();
  });

  test('from one place at all numbers, and from all places at one number', async () => {
    await world.advance('PT12H');
    const numbers = orders.flatMap((order, index) => [bare(order), missing(index)]);
    const fromOne: Answer[] = [];
    for (let round = 0; round < 10; round += 1)
      fromOne.push(...(await atOnce(numbers.map((number) => [number, 'somebody@example.com', '203.0.113.7']))));
    expectFiveTries(fromOne);
    // Nobody else waits because of them.
    expect((await guess(bare(first(orders)), OWNER, '203.0.113.8')).status).toBe(200);
    expect((await guess(bare(first(orders)), OWNER, '203.0.113.7')).status).toBe(429);
    // Another address of the same household's network is the same place; one of another network is not.
    for (let time = 0; time < 5; time += 1)
      await guess(missing(9), `${time}@example.com`, `2001:db8:ff:1::${time + 1}`);
    expect((await guess(bare(first(orders)), OWNER, '2001:db8:ff:1:ffff::9')).status).toBe(429);
    expect((await guess(bare(first(orders)), OWNER, '2001:db8:ff:2::9')).status).toBe(200);

    const [real, none] = [bare(orders[10] as PlacedOrder), missing(10)];
    const sequences = await Promise.all(
      [real, none].map(async (number) => {
        const guesses = Array.from({ length: 175 }, (_, time): Guess => [number, `${time}@example.com`]);
        return (await atOnce(guesses)).toSorted((one, two) => one.status - two.status);
      }),
    );
    const [atReal = [], atNone = []] = sequences;
    expect(atReal.map(({ status, rest }) => [status, rest])).toEqual(atNone.map(({ status, rest }) => [status, rest]));
    expectFiveTries(atReal);
    await passes();
  });

  test('by waiting as long as they are told: the waits double, and a day brings few guesses', async () => {
    await world.advance('PT12H');
    const [real, none] = [bare(orders[2] as PlacedOrder), missing(2)];
    const waits: number[] = [];
    for (let tries = 0; tries < 16; tries += 1) {
      const pair = await Promise.all([guess(real, `${tries}@example.com`), guess(none, `${tries}@example.com`)]);
      expect(alike(pair)).toBe(1);
      const [, amount, unit] = /wait (\d+) (second|minute)s?/.exec(pair[0]?.body ?? '') ?? [];
      if (amount === undefined) continue;
      waits.push(Number(amount) * (unit === 'minute' ? 60 : 1));
      await world.sim('POST', 'clock', { advance: `PT${waits.at(-1)}S` });
    }
    expect(waits).toEqual(waits.toSorted((one, two) => one - two));
    expect([waits[0], waits[1], waits[2]]).toEqual([2, 4, 8]);
    await passes();
  });

  test('by how much work it is: the same questions to the database, whatever is wrong', async () => {
    await world.advance('PT12H');
    const asked = new AsyncLocalStorage<string[]>();
    const execute = DefaultQueryExecutor.prototype.executeQuery;
    vi.spyOn(DefaultQueryExecutor.prototype, 'executeQuery').mockImplementation(function (
      this: DefaultQueryExecutor,
      query,
      options,
    ) {
      asked.getStore()?.push(query.sql);
      return execute.call(this, query, options);
    });
    const used: Pick<Services, 'db' | 'clock' | 'config'> = {
      db,
      config: config(),
      clock: { now: () => world.simulated.now() },
    };
    const questions = async (number: string, proof: string) => {
      const request = { shopId, ip: elsewhere(), body: { number, proof } } as ProxyRequest;
      const sql: string[] = [];
      const { outcome } = await asked.run(sql, () => lookUp(used as Services, request));
      return { outcome, sql };
    };
    const order = bare(orders[3] as PlacedOrder);
    const wrong = [
      await questions(missing(3), 'somebody@example.com'),
      await questions(order, 'somebody@example.com'),
      await questions(order, '+12125550199'),
      await questions(missing(3), '+12125550199'),
      await questions(order, '10011'),
      await questions('9'.repeat(4), OWNER),
    ];
    expect(wrong[0]?.outcome).toBe('not_found');
    expect(wrong[0]?.sql.length).toBeGreaterThan(2);
    for (const each of wrong) expect(each).toEqual(wrong[0]);
    // What is right is found by the same questions; only then it is forgiven.
    const right = await questions(order, '(212) 555-0143');
    expect(right.outcome).toBe('found');
    expect(right.sql.slice(0, wrong[0]?.sql.length)).toEqual(wrong[0]?.sql);
  });
});

test('a proof is the whole of it: no part, no pattern, no list, no other form of nothing', async () => {
  const odd =
    `% _ * .* ' or '1'='1 @ @example.com example.com zebrafinch x${OWNER} ${OWNER}x ${OWNER},x@y.z 1 12 125 1253 212 5550143
    0143 + null undefined 0 - 4 Mill Road Zebrafinch #1001 ${'x'.repeat(254)} ${'1'.repeat(254)} ${'💐'.repeat(60)}`.split(
      /\s+/,
    );
  odd.push(OWNER.replace('z', 'ᴢ'), '\ufeff', '\u200b', '\0', '\ud800', '4 Mill Road');
  for (const proof of odd) {
    const order = orders[4 + (odd.indexOf(proof) % 16)] as PlacedOrder;
    const { status, body } = await guess(bare(order), proof);
    expect([proof, [404, 422].includes(status), body.includes(TITLE)]).toEqual([proof, true, false]);
  }
  const numbers = ['\0', '9\0', '\ud800', '%', '10%', '100_', '٣', '1001;--', '#'.repeat(60), ' ', '0x3E9'];
  for (const number of numbers) {
    const { status, body } = await guess(number, OWNER);
    expect([number, [404, 422].includes(status), body.includes(TITLE)]).toEqual([number, true, false]);
  }
  const number = bare(orders[5] as PlacedOrder);
  const bodies: [type: string, body: string][] = [
    ['application/x-www-form-urlencoded', `number=${number}`],
    ['application/x-www-form-urlencoded', `number=${number}&proof=a&proof=${OWNER}`],
    ['application/x-www-form-urlencoded', `number[]=${number}&proof[]=${OWNER}`],
    ['application/x-www-form-urlencoded', `number=${number}&proof[$ne]=1`],
    ['application/json', JSON.stringify({ number, proof: { $ne: null } })],
    ['application/json', JSON.stringify({ number: Number(number), proof: true })],
    ['application/json', JSON.stringify([number, OWNER])],
    ['application/json', 'null'],
    ['text/plain', `number=${number}&proof=${OWNER}`],
    ['application/x-www-form-urlencoded', `number=${number}&proof=${'x'.repeat(300)}`],
    ['application/x-www-form-urlencoded', `number=${'1'.repeat(500_000)}&proof=${OWNER}`],
    [
      'multipart/form-data; boundary=b',
      `--b\r\nContent-Disposition: form-data; name="number"\r\n\r\n${number}\r\n--b--`,
    ],
  ];
  for (const [type, body] of bodies) {
    const headers = { 'content-type': type, 'x-forwarded-for': elsewhere() };
    const answer = await ask('/track', { method: 'POST', headers, body });
    expect([type, body.slice(0, 60), answer.status >= 400 && answer.status < 500]).toEqual([
      type,
      body.slice(0, 60),
      true,
    ]);
    expect(answer.body).not.toContain(TITLE);
  }
});

test('a link is what we wrote, letter for letter: nothing made up, bent, or of another store or order', async () => {
  const token = tokenOf(first(orders));
  const [named = '', mark = ''] = token.split('.');
  const nobody = (await ask('/track/o/AAAA.AAAAAAAAAAAAAAAAAAAAAA')).body;
  const otherMark = (order: OrderId, of: ShopId, key?: Buffer) =>
    trackingToken(key ? { encryptionKeys: [key] } : config(), of, order).split('.')[1];
  const order = digits(first(orders).id) as OrderId;
  const encoded = (text: string) => Buffer.from(text).toString('base64url');
  const bent = [
    // The last letter carries two bits that mean something and four that do not.
    ...[...LETTERS]
      .filter((letter) => !mark.endsWith(letter))
      .map((letter) => `${named}.${mark.slice(0, -1)}${letter}`),
    `${encoded(digits((orders[1] as PlacedOrder).id))}.${mark}`,
    `${named}.${otherMark(order, await shopIdOf(db, other.domain))}`,
    `${named}.${otherMark(order, shopId, Buffer.alloc(32))}`,
    `${encoded(first(orders).id)}.${mark}`,
    `${encoded('{{ 6 | times: 7 }}')}.${mark}`,
    `${named}.${mark}A ${named}. .${mark} ${named} ${mark} ${named}.${mark.slice(0, -1)} ${token}.${mark} ${token},${token}`,
    `${named}=.${mark} ${named}A.${mark} ${token}= ${token}%00 ${token}%20 %20${token} ${token}%E2%80%8B ${token.toUpperCase()}`,
    `${token.toLowerCase()} __proto__ constructor % %ff ${'A'.repeat(80)}.${mark} ${'A'.repeat(5_000)}`,
  ].flatMap((text) => text.split(' '));
  for (const each of bent) {
    const { status, body } = await ask(`/track/o/${each}`);
    expect([each, status >= 400 && status < 500, body.includes(TITLE)]).toEqual([each, true, false]);
    if (status === 404 && body.includes('regulars-track')) expect(body).toBe(nobody);
  }
  expect((await ask(link, { from: other })).body).not.toContain(TITLE);
  expect((await ask(link, { customer: '1' })).status).toBe(200);
  // An address is as good as a token: neither stands in a page of somebody else's.
  const stranger = digits(await store.customer());
  const own = await ask(`/track/order/${digits(first(orders).id)}`, { customer: stranger });
  const none = await ask('/track/order/1', { customer: stranger });
  expect([own.status, none.status, own.body === none.body]).toEqual([404, 404, true]);
});

test('after a merge both addresses open the order; after an erasure none does, and its answer is that of every other guess', async () => {
  const [kept, gone] = [
    await store.customer({ email: 'kept@example.com' }),
    await store.customer({ email: 'gone@example.com' }),
  ];
  const order = await buy(gone);
  await world.settle();
  await world.sim('POST', 'customers/merge', { keep: kept, remove: gone });
  await world.settle();
  const looked = async (proof: string) => (await guess(bare(order), proof)).status;
  expect([await looked('gone@example.com'), await looked('kept@example.com'), await looked('x@example.com')]).toEqual([
    200, 200, 404,
  ]);
  await world.sim('POST', 'privacy', { shop: store.domain, topic: 'customers/redact', customer: kept });
  await world.settle();
  const nobody = await guess(missing(19), 'kept@example.com');
  for (const proof of ['gone@example.com', 'kept@example.com', PHONE, HOME.zip]) {
    const answer = await guess(bare(order), proof);
    expect([answer.status, answer.rest]).toEqual([404, nobody.rest]);
  }
});

test('what carriers, merchants and shoppers write is text on the page, wherever it stands', async () => {
  const fields = async (text: string) => {
    const customer = await store.customer();
    const order = await store.order({
      customer,
      shippingAddress: HOME,
      lines: [
        { title: `${text} sent`, price: '5.00', quantity: 1 },
        { title: `${text} left`, price: '5.00', quantity: 1 },
      ],
    });
    const parcel = {
      company: text,
      number: text,
      url: `https://example.com/?parcel=${encodeURIComponent(text).replaceAll("'", '%27')}`,
    };
    const lines = [{ id: order.lines[0]?.id, quantity: 1 }];
    const { fulfillment } = await world.sim<{ fulfillment: { id: string } }>('POST', 'orders/fulfil', {
      order: order.id,
      lines,
      ...parcel,
    });
    const event = { fulfillment: fulfillment.id, status: 'in_transit', city: text, country: text, message: text };
    await world.sim('POST', 'fulfillments/event', event);
    await world.settle();
    const html = String((await store.proxy('/track', customer, { render: true })).body);
    const typed = await store.proxy('/track', undefined, {
      method: 'POST',
      body: { number: text, proof: text },
      ip: elsewhere(),
      render: true,
    });
    return { order: own(html), form: own(String(typed.body)) };
  };
  const own = (html: string) => /<div class="regulars-track"[^>]*>([\s\S]*?)<script/.exec(html)?.[1] ?? '';
  await world.advance('PT12H');
  const plain = await fields('Plainword');
  expect(plain.order.split('Plainword').length).toBeGreaterThan(5);
  const hostile = [
    '{{ 6 | times: 7 }}',
    '{% raw %}{{ 1 }}',
    '{% endraw %}{{ shop.email }}',
    '<img src=x onerror=alert(1)>',
    '"><script>alert(1)</script>',
    "' onmouseover='x",
    'javascript:alert(1)',
    '\u202e{{"a"|append:"b"}}',
    '&#123;&#123; 1 }}',
  ];
  for (const text of hostile) {
    const page = await fields(text);
    expect([text, skeleton(page.order)]).toEqual([text, skeleton(plain.order)]);
    expect([text, skeleton(page.form)]).toEqual([text, skeleton(plain.form)]);
    expect(`${page.order}${page.form}`).not.toMatch(/\{\{|\{%|\b42\b|(href|src|action)="javascript:|<script>alert/);
  }
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
