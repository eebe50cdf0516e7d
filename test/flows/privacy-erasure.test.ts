/** A person is erased: nothing of them is found in the database or the log, what comes late does not bring them back, and the ledger still adds up. */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Db, openDb } from '../../db/open.ts';
import type { HomeFigures } from '../../web/loyalty/points/api-types.ts';
import type { AccessLogPage, DataRequestPage } from '../../web/platform/privacy/api-types.ts';
import { type AttackedWorld, startAttackedWorld } from '../support/attacked-world.ts';
import { send, webhook } from '../support/attacker.ts';
import { placesOf } from '../support/everywhere.ts';
import { digits, ledgerDifferences } from '../support/points-book.ts';
import { shopIdOf } from '../support/shop-id.ts';
import type { TestStore } from '../support/world.ts';

let world: AttackedWorld;
let db: Db;
beforeAll(async () => {
  world = await startAttackedWorld();
  db = openDb(world.databaseUrl);
});
afterAll(async () => {
  expect(await ledgerDifferences(world)).toEqual([]);
  await db.close();
  await world.stop();
});

interface Person {
  customer: string;
  /** Everything by which they could be found. */
  traces: string[];
  /** Webhooks about them as Shopify sent them. */
  said: { topic: string; body: string }[];
}

let people = 0;
/** Somebody with something in every place where something of a person may be. */
async function somebody(store: TestStore): Promise<Person> {
  people += 1;
  const tag = `${['Thuy', 'Quynh', 'Ngoc', 'Huong'][people % 4]}zx${people}`;
  const traces = [
    `${tag}first`,
    `${tag}last`,
    `${tag}@mail.example`,
    `${tag}old@mail.example`,
    `+8498765${String(people).padStart(4, '0')}`,
    `${tag} street`,
    `${tag} city`,
    `${tag} note`,
    `${tag} engraved`,
    `${tag}-parcel`,
    `${tag} wrote`,
  ] as const;
  const [firstName, lastName, email, oldEmail, phone, address1, city, note, title, parcel, wrote] = traces;
  world.secret(...traces);
  const customer = await store.customer({ firstName, lastName, email, phone });
  const alias = await store.customer({ firstName, lastName: `${lastName}-old`, email: oldEmail });
  await world.settle();
  const order = await store.buy(customer, '40.00', {
    email,
    phone,
    note,
    noteAttributes: [{ name: 'card', value: note }],
    shippingAddress: { firstName, lastName, address1, city, phone },
    lines: [{ title, price: '40.00', quantity: 1 }],
  });
  await store.buy(alias, '7.00');
  await world.settle();
  const { fulfillment } = await world.sim<{ fulfillment: { id: string } }>('POST', 'orders/fulfil', {
    order: order.id,
    company: 'Carrier',
    number: parcel,
    url: `https://carrier.example/${parcel}`,
  });
  await world.sim('POST', 'fulfillments/event', {
    fulfillment: fulfillment.id,
    status: 'in_transit',
    city,
    message: note,
  });
  await world.sim('POST', 'orders/refund', { order: order.id, amount: '5.00', note });
  await world.sim('POST', 'customers/merge', { keep: customer, remove: alias });
  await world.settle();
  const adjust = (id: string, points: number, reason: string) =>
    store.admin('POST', `/api/customers/${digits(id)}/adjust`, { points, reason, key: crypto.randomUUID() });
  await adjust(customer, 250, `${wrote}: a gift`);
  const other = await store.customer();
  await world.settle();
  await adjust(other, 9, `As for ${firstName} ${lastName}, ${email}`);
  for (const path of [`/api/customers/${digits(customer)}`, '/api/customers', '/api/home'])
    await store.admin('GET', path);
  await world.sim('POST', 'privacy', { shop: store.domain, topic: 'customers/data_request', customer });
  await world.settle();

  const shopId = await shopIdOf(db, store.domain);
  const said = await db.read
    .selectFrom('inbox')
    .select(['topic', 'body'])
    .where('shop_id', '=', shopId)
    .where('body', '!=', '')
    .execute();
  await db.transaction(async (tx) => {
    // Lines of a file of past orders that are still to be applied, and work that was given up.
    await tx
      .insertInto('history_rows')
      .values({ shop_id: shopId, order_id: digits(order.id), object_id: '', data: `{"customer":{"id":"${customer}"}}` })
      .execute();
    const given = { shop_id: shopId, attempts: 20, set_aside_at: 0 };
    await tx
      .insertInto('jobs_set_aside')
      .values([
        {
          ...given,
          kind: 'customers.check-merged',
          key: '1',
          state: 'dead',
          payload: `{"kept":"${digits(customer)}"}`,
          error: '',
        },
        { ...given, kind: 'points.sync', key: 'a', state: 'parked', payload: null, error: `Not for ${email}` },
        { ...given, kind: 'customers.read', key: digits(alias), state: 'dead', payload: null, error: '' },
      ])
      .execute();
  });
  const mine = said.filter(({ body }) =>
    [digits(customer), digits(order.id), digits(alias)].some((id) => body.includes(id)),
  );
  return { customer, traces: [...traces, digits(customer), digits(alias)], said: mine };
}

const erase = (store: TestStore, customer: string) =>
  world.sim('POST', 'privacy', { shop: store.domain, topic: 'customers/redact', customer });

/** As if it had been on its way for long, and were newer than everything that is known. */
async function late(store: TestStore, { topic, body }: { topic: string; body: string }): Promise<void> {
  const newer = body.replaceAll(
    /"updated_at":"[^"]*"/g,
    `"updated_at":"${new Date((await world.now()).getTime() + 60_000).toISOString()}"`,
  );
  const answer = await send(
    world.appUrl,
    '/api/webhooks',
    webhook({ domain: store.domain, topic, body: newer, secret: world.apiSecret }),
  );
  expect({ topic, status: answer.status }).toEqual({ topic, status: 200 });
}

test('nothing of somebody who was erased is left in the database, and the points that are left are forfeited', async () => {
  const store = await world.shop();
  const person = await somebody(store);
  expect(new Set((await placesOf(db, person.traces)).map((place) => place.split(' in ')[0]))).not.toEqual(new Set());
  const before = await store.admin<HomeFigures>('GET', '/api/home');
  await erase(store, person.customer);
  await world.settle();
  expect(await placesOf(db, person.traces)).toEqual([]);
  const after = await store.admin<HomeFigures>('GET', '/api/home');
  expect({ before: before.pointsGiven, after: after.pointsGiven, outstanding: after.outstanding }).toEqual({
    before: 35 + 7 + 250 + 9,
    after: 35 + 7 + 250 + 9,
    outstanding: 9,
  });
  expect(await store.admin<DataRequestPage>('GET', '/api/data-requests')).toMatchObject({
    requests: [{ content: 'erased', person: { customerId: null, email: null }, keptUntil: null }],
    open: 1,
  });
  const log = await store.admin<AccessLogPage>('GET', '/api/access-log');
  expect(log.entries.length).toBeGreaterThan(0);
  expect(log.entries.filter(({ customerIds }) => customerIds.includes(digits(person.customer)))).toEqual([]);
});

test('what comes late of somebody who was erased brings neither them nor their points back', async () => {
  const store = await world.shop();
  const person = await somebody(store);
  await erase(store, person.customer);
  await world.settle();
  const { outstanding, members } = await store.admin<HomeFigures>('GET', '/api/home');
  const topics = new Set(person.said.map(({ topic }) => topic));
  for (const topic of [
    'orders/create',
    'orders/paid',
    'customers/create',
    'customers/merge',
    'refunds/create',
    'fulfillments/create',
  ])
    expect(topics).toContain(topic);
  for (const each of person.said.filter(({ topic }) => !topic.includes('data_request'))) await late(store, each);
  // An order of theirs of which nobody had heard yet.
  const paid = person.said.find(({ topic }) => topic === 'orders/paid');
  const unknown = (paid?.body ?? '').replaceAll(/"id":(\d{6,})/g, (all, id: string) =>
    person.customer.endsWith(id) ? all : `"id":${id}1`,
  );
  await late(store, { topic: 'orders/create', body: unknown.replaceAll(/gid:\/\/shopify\/Order\/\d+/g, '$&1') });
  await world.settle();
  expect(await store.admin<HomeFigures>('GET', '/api/home')).toMatchObject({ outstanding, members });
  const answer = await store.adminAnswer('GET', `/api/customers/${digits(person.customer)}`);
  expect(answer.status).toBe(404);
  const shopId = await shopIdOf(db, store.domain);
  const orders = await db.read.selectFrom('orders').select('customer_id').where('shop_id', '=', shopId).execute();
  expect(orders.length).toBeGreaterThan(2);
  expect(orders.filter(({ customer_id }) => customer_id !== null)).toEqual([]);
  // As they came they are kept for a short time only.
  await world.advance('P3D');
  expect(await placesOf(db, person.traces)).toEqual([]);
});

test('somebody who comes back as a new customer starts anew', async () => {
  const store = await world.shop();
  const email = 'again@mail.example';
  const first = await store.customer({ email });
  await store.buy(first, '30.00');
  await world.settle();
  await erase(store, first);
  await world.settle();
  await world.advance('PT1H');
  const second = await store.customer({ email });
  await store.buy(second, '12.00');
  await world.settle();
  expect(await store.balance(second)).toMatchObject({ pending: 12, debt: 0 });
});

test('somebody without an id is erased by address and orders, and a customer who is made later with that address is somebody new', async () => {
  const store = await world.shop();
  const email = 'Guest.Zx@mail.example';
  const before = await store.customer({ email });
  await store.buy(before, '30.00');
  await world.settle();
  const said = await db.read
    .selectFrom('inbox')
    .select(['topic', 'body'])
    .where('shop_id', '=', await shopIdOf(db, store.domain))
    .where('topic', '=', 'customers/create')
    .executeTakeFirstOrThrow();
  const request = {
    shop_domain: store.domain,
    customer: { id: null, email: email.toUpperCase(), phone: null },
    orders_to_redact: [],
  };
  await late(store, { topic: 'customers/redact', body: JSON.stringify(request) });
  await world.settle();
  expect((await store.adminAnswer('GET', `/api/customers/${digits(before)}`)).status).toBe(404);
  // The same, and another of the same address of whom nobody had heard.
  await late(store, said);
  await late(store, { ...said, body: said.body.replaceAll(digits(before), `${digits(before)}7`) });
  await world.settle();
  const shopId = await shopIdOf(db, store.domain);
  const known = () => db.read.selectFrom('customers').select('email').where('shop_id', '=', shopId).execute();
  expect(await known()).toEqual([]);
});

test('of two who were one without our having heard of it, the other is erased when the news comes', async () => {
  const store = await world.shop();
  const [kept, removed] = [await store.customer(), await store.customer({ email: 'merged.zx@mail.example' })];
  await store.buy(removed, '20.00');
  await world.settle();
  await erase(store, kept);
  await world.settle();
  await world.sim('POST', 'customers/merge', { keep: kept, remove: removed });
  await world.settle();
  expect(await store.admin<HomeFigures>('GET', '/api/home')).toMatchObject({ outstanding: 0 });
  await world.advance('P3D');
  expect(await placesOf(db, ['merged.zx@mail.example', digits(kept), digits(removed)])).toEqual([]);
});

test('a digest of somebody who was erased tells nobody who it was, and is another in every store', async () => {
  const rows = await sql<{ shop_id: number; digest: string }>`select shop_id, digest from erasures`.execute(
    db.migrator,
  );
  expect(rows.rows.length).toBeGreaterThan(4);
  expect(rows.rows.filter(({ digest }) => !/^[\w-]{43}$/.test(digest))).toEqual([]);
  const keys = await db.read.selectFrom('erasure_keys').select('secret').execute();
  expect(new Set(keys.map(({ secret }) => secret)).size).toBe(keys.length);
});
