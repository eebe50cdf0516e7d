/** The webhook door: what nobody but Shopify can open, and how little is gained by somebody who has caught a webhook on its way. */
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Db, openDb } from '../../db/open.ts';
import { everyManifest } from '../../web/app.ts';
import { type AttackedWorld, startAttackedWorld } from '../support/attacked-world.ts';
import { bodySignature, send, webhook } from '../support/attacker.ts';
import { shopIdOf } from '../support/shop-id.ts';
import { rowsOf } from '../support/tenant-rows.ts';
import type { TestStore } from '../support/world.ts';

let world: AttackedWorld;
let db: Db;
let store: TestStore;
beforeAll(async () => {
  world = await startAttackedWorld();
  db = openDb(world.databaseUrl);
  store = await world.shop();
});
afterAll(async () => {
  await db.close();
  // Bodies that nobody can read end so, where an operator sees them.
  const { deadLetters } = await world.settle();
  await world.stop({ deadLetters });
});

interface Forgery {
  domain?: string;
  topic?: string;
  body?: string | Buffer;
  secret?: string;
  id?: string;
}
const post = (
  { domain = store.domain, topic = 'orders/paid', body = '{"id":1}', secret = world.apiSecret, ...rest }: Forgery = {},
  changes: Record<string, string | string[] | undefined> = {},
) => send(world.appUrl, '/api/webhooks', webhook({ domain, topic, body, secret, ...rest }, changes));
const kept = async () =>
  Number(
    (
      await db.read
        .selectFrom('inbox')
        .select((eb) => eb.fn.countAll().as('count'))
        .executeTakeFirstOrThrow()
    ).count,
  );

describe('without a signature that fits', () => {
  const body = '{"id":1}';
  const good = () => bodySignature(body, world.apiSecret);
  const bytes = () => Buffer.from(good(), 'base64');
  let before: number;
  beforeEach(async () => {
    before = await kept();
  });

  test.each<[what: string, signature: () => string | string[] | undefined]>([
    ['none', () => undefined],
    ['an empty one', () => ''],
    ['one of another secret', () => bodySignature(body, 'guessed')],
    ['one of no secret', () => bodySignature(body, '')],
    ['one of another body', () => bodySignature('{"id":2}', world.apiSecret)],
    ['half of it', () => good().slice(0, 22)],
    ['all but the last letter', () => good().slice(0, -1)],
    ['it with something behind', () => `${good()}=`],
    ['it and another one', () => `${good()}, ${good()}`],
    ['it in two headers', () => [good(), good()]],
    ['it in quotes', () => `"${good()}"`],
    ['it in hexadecimal', () => bytes().toString('hex')],
    [
      'it in base64 for addresses',
      () => bodySignature(safeBody(), world.apiSecret).replaceAll('+', '-').replaceAll('/', '_'),
    ],
    ['it without its end', () => good().replace(/=+$/, '')],
    ['it with a word before it', () => `sha256=${good()}`],
    ['32 zeros', () => Buffer.alloc(32).toString('base64')],
    ['an endless one', () => 'A'.repeat(8_000)],
  ])('a webhook with %s is refused and leaves no trace', async (what, signature) => {
    const sent = what === 'it in base64 for addresses' ? safeBody() : body;
    expect(await post({ body: sent }, { 'x-shopify-hmac-sha256': signature() })).toMatchObject({
      status: 401,
      body: '',
    });
    expect(await kept()).toBe(before);
  });

  /** One whose signature really has a letter that is written differently in addresses. */
  function safeBody(): string {
    for (let n = 0; ; n += 1) {
      const text = `{"id":${n}}`;
      if (/[+/]/.test(bodySignature(text, world.apiSecret))) return text;
    }
  }

  test.each([
    ['topic', { 'x-shopify-topic': undefined }],
    ['topic that is twice there', { 'x-shopify-topic': ['orders/paid', 'orders/paid'] }],
    ['topic that leads elsewhere', { 'x-shopify-topic': '../admin' }],
    ['store', { 'x-shopify-shop-domain': undefined }],
    ['store that is twice there', { 'x-shopify-shop-domain': ['a.myshopify.com', 'b.myshopify.com'] }],
    ['store that is none', { 'x-shopify-shop-domain': 'localhost' }],
    ['store with a port', { 'x-shopify-shop-domain': 'a.myshopify.com:80' }],
    ['id', { 'x-shopify-webhook-id': undefined }],
    ['id of 129 letters', { 'x-shopify-webhook-id': 'x'.repeat(129) }],
    ['id with a space', { 'x-shopify-webhook-id': 'a b' }],
  ])('a signed one with a bad or missing %s is refused', async (_what, changes) => {
    expect(await post({}, changes)).toMatchObject({ status: 401, body: '' });
    expect(await kept()).toBe(before);
  });

  test('a flood of forgeries, each for another store, writes nothing at all', async () => {
    const stores = () => db.read.selectFrom('installations').select('shop_id').execute();
    const known = (await stores()).length;
    const forged = Array.from({ length: 200 }, (_, n) =>
      post({ domain: `flood-${n}.myshopify.com`, secret: 'guessed' }),
    );
    expect(new Set((await Promise.all(forged)).map(({ status }) => status))).toEqual(new Set([401]));
    expect([(await stores()).length, await kept()]).toEqual([known, before]);
  });
});

test('during a rotation what the previous secret signed is worked on to the end', async () => {
  const customer = await store.customer();
  await world.settle();
  await world.sim('POST', 'deliveries', { shop: store.domain, drop: 1 });
  const order = await store.buy(customer, '30.00');
  await world.settle();
  await world.sim('POST', 'deliveries', { shop: store.domain });
  expect(await store.balance(customer)).toMatchObject({ pending: 0 });
  const body = captured(store).findLast(({ topic }) => topic === 'orders/paid')?.body ?? '';
  expect(body).toContain(order.name);
  expect(await post({ topic: 'orders/paid', body, secret: world.previousSecret })).toMatchObject({ status: 200 });
  await world.settle();
  expect(await store.balance(customer)).toMatchObject({ pending: 30 });
});

/** Everything that Shopify has sent, or tried to send, for this store: what a listener on the way would have. */
function captured({ domain }: TestStore): { topic: string; body: string; id: string }[] {
  const found = (world.simulated.shops.get(domain)?.deliveries ?? []).filter(({ body }) => body !== '');
  return found.map(({ topic, body, id }) => ({ topic, body, id }));
}

describe('somebody who has caught webhooks on their way', () => {
  let victim: TestStore;
  let customer: string;
  let caught: { topic: string; body: string; id: string }[];
  /** One topic for each handler. */
  const topics = everyManifest(() => {
    throw new Error('nothing runs here');
  }).flatMap(({ webhooks = {} }) => {
    const byHandler = new Map(Object.entries(webhooks).map(([topic, handler]) => [handler, topic]));
    return [...byHandler.values()];
  });
  /** But for when something was last read, and for the queue's own rows. */
  const stateOf = async ({ domain }: TestStore) => {
    const rows = await rowsOf(db, await shopIdOf(db, domain), ['inbox', 'jobs', 'jobs_set_aside']);
    return Object.entries(rows).map(
      ([table, texts]) => [table, texts.map((row) => row.replace(/read_at":\d+/, ''))] as const,
    );
  };

  beforeAll(async () => {
    victim = await world.shop();
    customer = await victim.customer({ firstName: 'Caught', tags: ['vip'] });
    victim.product({ title: 'Caught', prices: ['1.00'] });
    const order = await victim.buy(customer, '80.00');
    await world.settle();
    const { fulfillment } = await world.sim<{ fulfillment: { id: string } }>('POST', 'orders/fulfil', {
      order: order.id,
    });
    await world.sim('POST', 'fulfillments/event', { fulfillment: fulfillment.id, status: 'delivered' });
    await world.sim('POST', 'orders/refund', { order: order.id, amount: '10.00' });
    await world.sim('POST', 'customers/update', { customer, firstName: 'Later', tags: ['gold'] });
    await world.settle();
    await world.sim('POST', 'privacy', { shop: victim.domain, topic: 'customers/data_request', customer });
    await world.sim('POST', 'shops/update', { shop: victim.domain, name: 'Renamed' });
    const gone = await victim.customer();
    await world.settle();
    await world.sim('POST', 'customers/delete', { customer: gone });
    await world.settle();
    caught = captured(victim);
  });

  test('gains nothing by sending them once more, under the same id or another', async () => {
    const before = await stateOf(victim);
    const rows = await kept();
    const again = caught.map(({ topic, body, id }) => post({ domain: victim.domain, topic, body, id }));
    expect(new Set((await Promise.all(again)).map(({ status }) => status))).toEqual(new Set([200]));
    expect(await kept()).toBe(rows);
    // A shop's own news and requests for data are answered anew, with the same result.
    for (const { topic, body } of caught)
      expect(await post({ domain: victim.domain, topic, body })).toMatchObject({ status: 200 });
    await world.settle();
    expect(await stateOf(victim)).toEqual(before);
  });

  test('cannot keep the webhook of one store away by having used its id at another', async () => {
    const id = 'taken-elsewhere';
    expect(await post({ domain: store.domain, topic: 'carts/update', id })).toMatchObject({ status: 200 });
    const rows = await kept();
    expect(await post({ domain: victim.domain, topic: 'carts/update', id })).toMatchObject({ status: 200 });
    expect(await kept()).toBe(rows + 1);
  });

  test('cannot end another store, or forget its people, with the webhooks of this one', async () => {
    const leaving = await world.shop();
    const person = await leaving.customer({ email: 'leaving@example.com' });
    await leaving.buy(person, '5.00');
    await world.settle();
    await world.sim('POST', 'privacy', { shop: leaving.domain, topic: 'customers/redact', customer: person });
    await world.advance('P11D');
    await world.sim('POST', 'uninstall', { shop: leaving.domain });
    await world.advance('P3D');
    const endings = captured(leaving).filter(({ topic }) => /redact|uninstalled/.test(topic));
    expect(endings.map(({ topic }) => topic).toSorted()).toEqual([
      'app/uninstalled',
      'customers/redact',
      'shop/redact',
    ]);
    const before = await stateOf(victim);
    for (const { topic, body } of endings) {
      for (const as of ['app/uninstalled', 'customers/redact', 'shop/redact', topic]) {
        expect(await post({ domain: victim.domain, topic: as, body })).toMatchObject({ status: 401 });
      }
    }
    await world.settle();
    expect(await stateOf(victim)).toEqual(before);
  });

  test("cannot bring one store's orders and points into another", async () => {
    const other = await world.shop();
    const untouched = [
      'orders',
      'order_lines',
      'order_earnings',
      'points_accounts',
      'points_lots',
      'ledger_entries',
      'installations',
      'fulfillment_events',
    ];
    const pick = async () => {
      const rows = new Map(await stateOf(other));
      return untouched.map((table) => [table, rows.get(table)]);
    };
    const before = await pick();
    for (const { topic, body } of caught) await post({ domain: other.domain, topic, body });
    await world.settle();
    expect(await pick()).toEqual(before);
  });

  test('cannot make anything else of them by writing another topic above', async () => {
    const before = await stateOf(victim);
    const bodies = new Map(caught.map(({ topic, body }) => [topic, body]));
    expect(bodies.size).toBeGreaterThan(11);
    for (const [own, body] of bodies) {
      const others = topics.filter((topic) => topic !== own);
      await Promise.all(others.map((topic) => post({ domain: victim.domain, topic, body })));
    }
    await world.settle();
    expect(await stateOf(victim)).toEqual(before);
    expect(await victim.adminAnswer('GET', '/api/home')).toMatchObject({ status: 200 });
  });
});

describe('a body', () => {
  const padded = (size: number) => `{"note":"${'x'.repeat(size - 11)}"}`;

  test('of nearly five megabytes is taken, a larger one is not', async () => {
    expect(await post({ topic: 'carts/update', body: padded(4_900_000) })).toMatchObject({ status: 200 });
    const rows = await kept();
    expect(await post({ topic: 'carts/update', body: padded(5_300_000) })).toMatchObject({ status: 413 });
    expect(await kept()).toBe(rows);
  });

  test('that does not say how long it is, is measured all the same', async () => {
    const chunked = { 'transfer-encoding': 'chunked' };
    expect(await post({ topic: 'carts/update', body: padded(100_000) }, chunked)).toMatchObject({ status: 200 });
    const rows = await kept();
    expect(await post({ topic: 'carts/update', body: padded(5_300_000) }, chunked)).toMatchObject({ status: 413 });
    expect(await kept()).toBe(rows);
  });

  test('that is compressed is refused, since Shopify signs what it sends: no bomb is ever unpacked', async () => {
    const bomb = gzipSync(Buffer.alloc(40_000_000, 0x20));
    const rows = await kept();
    for (const encoding of ['gzip', 'deflate', 'br', 'x-unknown']) {
      expect(await post({ body: bomb }, { 'content-encoding': encoding })).toMatchObject({ status: 415 });
    }
    const small = '{"id":1}';
    const signedInside = { 'content-encoding': 'gzip', 'x-shopify-hmac-sha256': bodySignature(small, world.apiSecret) };
    expect(await post({ body: gzipSync(small) }, signedInside)).toMatchObject({ status: 415 });
    expect(await kept()).toBe(rows);
  });

  test.each([
    ['is empty', ''],
    ['is no JSON', '{"id":'],
    ['is a list', '[{"id":1}]'],
    ['is a number', '1'],
    ['is null', 'null'],
    ['holds a NUL', '{"note":"a\0b"}'],
  ])('that %s is refused, though signed', async (_what, body) => {
    const rows = await kept();
    expect(await post({ body })).toMatchObject({ status: 401 });
    expect(await kept()).toBe(rows);
  });

  test.each<[what: string, body: string | Buffer]>([
    ['a million lists deep', `{"id":${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}}`],
    ['half a million objects deep', `${'{"a":'.repeat(500_000)}1${'}'.repeat(500_000)}`],
    ['that only begins and ends like JSON', '{"id":}'],
    ['with a number beyond all numbers', '{"id":1e999,"updated_at":"2026-01-01T00:00:00Z"}'],
    ['with a number of a million digits', `{"id":${'9'.repeat(1_000_000)}}`],
    ['with the same key twice', '{"id":1,"id":2,"updated_at":1,"updated_at":null}'],
    ['with a prototype', '{"__proto__":{"id":1},"constructor":{"prototype":{"id":1}},"id":1}'],
    [
      'with bytes that are no text',
      Buffer.concat([Buffer.from('{"id":"'), Buffer.from([0xff, 0xfe, 0xc0]), Buffer.from('"}')]),
    ],
    ['with a NUL in other letters', '{"id":"a\\u0000b"}'],
    ['with half a character', '{"id":"\\ud800"}'],
    ['with a hundred thousand keys', `{${Array.from({ length: 100_000 }, (_, n) => `"k${n}":${n}`).join(',')}}`],
  ])('%s harms nobody: it is refused or fails by itself, and the next webhook is worked on', async (_what, body) => {
    for (const topic of ['orders/paid', 'customers/update']) {
      expect([200, 401]).toContain((await post({ topic, body })).status);
    }
    const customer = await store.customer();
    await store.buy(customer, '3.00');
    await world.settle();
    expect(await store.balance(customer)).toMatchObject({ pending: 3 });
    expect(({} as Record<string, unknown>).id).toBeUndefined();
  });
});

test('only POST reaches the webhooks', async () => {
  for (const method of ['GET', 'HEAD', 'PUT', 'DELETE', 'PATCH']) {
    const { headers = {} } = webhook({ domain: store.domain, topic: 'orders/paid', body: '', secret: world.apiSecret });
    expect(await send(world.appUrl, '/api/webhooks', { method, headers })).toMatchObject({ status: 401 });
  }
});
