/**
 * Every route of every slice, tried with what belongs to another store: its ids in the path, the query and the body. The routes come from the
 * manifests and the ids from whatever the database holds, so a new route and a new table are tried without a word here.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Db, openDb } from '../../db/open.ts';
import { everyManifest } from '../../web/app.ts';
import type { ProgrammeDocument } from '../../web/loyalty/programme/api-types.ts';
import { readConfig } from '../../web/config.ts';
import type { OrderId } from '../../web/platform/kit/ids.ts';
import type { AdminRoute, ProxyRoute } from '../../web/platform/manifest.ts';
import type { SettingsDocument } from '../../web/platform/settings/api-types.ts';
import { trackingToken } from '../../web/retention/tracking/index.ts';
import { type AttackedWorld, startAttackedWorld } from '../support/attacked-world.ts';
import { proxyParameters, type Sent, send, sessionToken } from '../support/attacker.ts';
import { digits } from '../support/points-book.ts';
import { shopIdOf } from '../support/shop-id.ts';
import { rowsOf, tenantTables } from '../support/tenant-rows.ts';
import type { TestStore } from '../support/world.ts';
import { exampleBodies, type Ids } from './example-bodies.ts';

/** In every text of the victim's, and in the amounts of its points; nowhere else. */
const MARK = 'Zebrafinch';
const POINTS = 73_913;
const TRACE = /zebrafinch|73.?913/i;
/** Stands in the name of a person and nowhere else. */
const SURNAME = `${MARK}son`;

/** Tables in which the victim need not have rows, each with the reason. */
const MAY_BE_EMPTY: Record<string, string> = {
  history_rows: 'lines of a file that is being read, gone once they are applied',
  orders_to_read: 'a list of what is still to be done, empty when it is',
  mirror_finds: 'what webhooks had missed',
  customer_merges: 'customers who became one',
  proxy_places: 'where the pages of the app stand, of a merchant who has moved them',
  also_bought: 'which products go together: counted at night, and of nobody',
};

const manifests = everyManifest(() => {
  throw new Error('nothing runs here');
});
const adminRoutes = manifests.flatMap((manifest) => manifest.adminRoutes ?? []);
const proxyRoutes = manifests.flatMap((manifest) => manifest.proxyRoutes ?? []);
const named = <Route extends AdminRoute | ProxyRoute>(route: Route) =>
  [`${route.method} ${route.path}`, route] as const;
const everyRoute = [
  ...adminRoutes.map((route) => [`${route.method} /api${route.path}`, '/api', route] as const),
  ...proxyRoutes.map((route) => [`${route.method} /proxy${route.path}`, '/proxy', route] as const),
];

let world: AttackedWorld;
let db: Db;
let thief: TestStore;
let victim: TestStore;
let ids: Ids = {};
beforeAll(async () => {
  world = await startAttackedWorld();
  db = openDb(world.databaseUrl);
  thief = await world.shop();
  const own = await thief.customer({ firstName: 'Own' });
  await thief.buy(own, '10.00');
  await world.settle();
  victim = await world.shop({ name: `${MARK} shop` });
  await fill(victim);
  ids = await idsOf(victim);
});
afterAll(async () => {
  await db.close();
  await world.stop();
});

/** Everybody reaches it. */
const level = {
  id: 'first',
  name: { en: MARK, vi: MARK },
  from: '1',
  multiplier: '1',
  entryPoints: 1,
  perks: { en: MARK, vi: MARK },
  color: null,
};

/** Something in every table, marked wherever there is room for a text. */
async function fill(store: TestStore): Promise<void> {
  world.secret(MARK);
  const customer = await store.customer({
    email: `${MARK}@example.com`,
    firstName: MARK,
    lastName: SURNAME,
    tags: [MARK],
  });
  const product = store.product({ title: `${MARK} coffee`, prices: ['100.00'] });
  await world.settle();
  await store.programme({
    name: { en: { one: MARK, other: `${MARK}s` }, vi: { other: MARK } },
    tiers: { on: true, levels: [level] },
    referrals: { on: true, points: 1 },
    earn: {
      bonuses: { firstOrder: { points: 1 } },
      actions: {
        birthday: { points: 1 },
        // Named as something that stands in a column of ids, so that the routes are tried with it.
        social: [{ id: digits(customer), network: 'other', url: `https://${MARK}.example/`, points: 1 }],
      },
    },
  });
  await store.proxy('/birthday', customer, { body: { month: 5, day: 4 } });
  await store.proxy(`/actions/${digits(customer)}`, customer, { body: {} });
  const order = await store.order({
    customer,
    lines: [
      { variant: product.variants[0], quantity: 1 },
      { title: MARK, price: '9.00', quantity: 2 },
    ],
    note: MARK,
    noteAttributes: [{ name: MARK, value: MARK }],
    tags: [MARK],
  });
  const { fulfillment } = await world.sim<{ fulfillment: { id: string } }>('POST', 'orders/fulfil', {
    order: order.id,
    company: MARK,
    number: MARK,
    url: `https://${MARK}.example/`,
  });
  const event = { fulfillment: fulfillment.id, status: 'in_transit', city: MARK, message: MARK };
  await world.sim('POST', 'fulfillments/event', event);
  await world.sim('POST', 'fulfillments/event', { ...event, status: 'delivered' });
  await world.sim('POST', 'orders/refund', { order: order.id, amount: '5.00', note: MARK });
  await world.settle();
  await store.admin('POST', `/api/customers/${digits(customer)}/adjust`, { points: POINTS, reason: MARK, key: MARK });
  // Somebody looks for the parcel, is given a discount, clicks what is offered there, and buys.
  const offers = { products: 4, discount: { percent: 5, hours: 1 }, never: [] };
  await store.admin('PUT', '/api/tracking/settings', { settings: { offers }, version: 0 });
  const token = await trackingTokenOf(store, order.id);
  const headers = { 'User-Agent': 'Mozilla/5.0' };
  for (const kind of ['view', 'click']) await store.proxy('/track/seen', undefined, { body: { token, kind }, headers });
  // Somebody else guesses, and the merchant is sorry.
  await store.proxy('/track', undefined, { body: { number: '#1001', proof: 'guess@example.com' }, ip: '192.0.2.9' });
  const apology = { on: true, points: 1, perCustomerAYear: 50, perMonth: 1_000 };
  await store.admin('PUT', '/api/delivery/settings', { settings: { apology }, version: 0 });
  await store.admin('POST', `/api/shipments/${digits(order.id)}/apology`, {});
  // One reward is used, one is not, and one is being given back.
  const redeem = async (key: string) => {
    const { body } = await store.proxy('/redeem', customer, { method: 'POST', body: { reward: 'discount', key } });
    return JSON.parse(String(body)) as { id: string; code: string };
  };
  const used = await redeem('used');
  await store.order({
    customer,
    lines: [{ title: MARK, price: '9.00', quantity: 1 }],
    discountCodes: [used.code],
    shippingAddress: { countryCode: 'US' },
  });
  await world.settle();
  // What is shown of when it comes is a promise.
  await store.proxy('/track', customer);
  await redeem('kept');
  await store.admin('POST', `/api/rewards/${(await redeem('given back')).id}/return`, { key: 'given back' });
  await bringFriend(store, customer);
  await world.sim('POST', 'privacy', { shop: store.domain, topic: 'customers/data_request', customer });
  const erased = await store.customer();
  await world.settle();
  await world.sim('POST', 'privacy', { shop: store.domain, topic: 'customers/redact', customer: erased });
  await world.settle();
  await store.proxy('/track/answer', undefined, { method: 'POST', body: { token, score: 1, comment: MARK } });
  // Somebody of the staff looks at the customers.
  await store.admin('GET', '/api/customers');
  for (const route of adminRoutes) {
    if (route.method === 'GET' || route.path.includes(':')) continue;
    for (const body of await examplesOf(route, store)) await asStaff(store, route.method, `/api${route.path}`, body);
    // What one has begun may be in the way of another.
    await world.settle();
  }
  // Work that was given up, of a kind that can be done again.
  const shopId = await shopIdOf(db, store.domain);
  await db.transaction(async (tx) => {
    const { shop_id, webhook_id } = await tx
      .selectFrom('inbox')
      .select(['shop_id', 'webhook_id'])
      .where('shop_id', '=', shopId)
      .where('topic', '=', 'orders/paid')
      .executeTakeFirstOrThrow();
    const given = { payload: null, state: 'dead' as const, attempts: 20, error: 'broken', set_aside_at: 0 };
    await tx
      .insertInto('jobs_set_aside')
      .values({ shop_id, kind: 'webhook:mirror/orders', key: webhook_id, ...given })
      .execute();
    await tx
      .insertInto('email_stops')
      .values({ shop_id, customer_id: digits(customer), kind: 'all', stopped_at: 0 })
      .execute();
  });
}

/** A friend of the customer takes a code and orders with it. */
async function bringFriend(store: TestStore, customer: string): Promise<void> {
  const mine = await store.proxy('/referrals/mine', customer, { ip: '192.0.2.1' });
  const { path } = JSON.parse(String(mine.body)) as { path: string };
  const link = path.slice(path.indexOf('/r/'));
  const page = await store.proxy(link, undefined, { method: 'POST', body: { key: 'of the page' }, ip: '192.0.2.2' });
  const code = /__code">([^<]+)</.exec(String(page.body))?.[1];
  const lines = [{ title: MARK, price: '9.00', quantity: 1 }];
  await store.order({ email: `friend-${MARK}@example.com`, lines, discountCodes: [code] });
  await world.settle();
}

/** What stands in the link of an email about an order. */
async function trackingTokenOf(store: TestStore, order: string): Promise<string> {
  return trackingToken(readConfig(world.environment), await shopIdOf(db, store.domain), digits(order) as OrderId);
}

const MOST_OF_A_KIND = 8;

/** Values that name something, by column. */
async function idsOf(store: TestStore): Promise<Ids> {
  const found: Ids = {};
  for (const rows of Object.values(await rowsOf(db, await shopIdOf(db, store.domain)))) {
    for (const row of rows) {
      for (const [column, value] of Object.entries(JSON.parse(row) as Record<string, unknown>)) {
        if (column === 'shop_id' || !/(^|_)(id|key|code)$/.test(column) || value === null) continue;
        const known = found[column] ?? [];
        // More of one kind find no more, and every route is tried with each of them.
        if (known.length < MOST_OF_A_KIND && !known.includes(String(value))) found[column] = [...known, String(value)];
      }
    }
  }
  found.tracking_token = await Promise.all((found.order_id ?? []).map((order) => trackingTokenOf(store, order)));
  return found;
}

/** Codes and tokens only where a path asks for one. */
const everyId = (route: { path: string }) => [
  ...new Set(Object.entries(ids).flatMap(([column, values]) => (isFor(column, route) ? values : []))),
];
const isFor = (column: string, { path: asked }: { path: string }) =>
  ['code', 'token'].every((kind) => column.endsWith(kind) === asked.includes(`:${kind}`));
const path = (route: { path: string }, id: string) => route.path.replaceAll(/:\w+/g, encodeURIComponent(id));
/** A route without a named part is tried once, one with named parts with every id, as digits and as Shopify writes it. */
const paths = (route: { path: string }) =>
  route.path.includes(':')
    ? everyId(route)
        .flatMap((id) => (/^\d+$/.test(id) ? [id, `gid://shopify/Customer/${id}`] : [id]))
        .map((id) => path(route, id))
    : [route.path];

/** Under all names under which a careless handler might look. */
function strangeQuery(): URLSearchParams {
  const query = new URLSearchParams();
  for (const [column, values] of Object.entries(ids)) {
    for (const name of [column, column.replace(/_id$/, ''), camel(column)]) query.append(name, values[0] ?? '');
  }
  for (const name of ['shop', 'domain', 'shop_domain', 'shopDomain', 'store']) query.append(name, victim.domain);
  for (const name of ['query', 'q', 'search', 'email', 'name']) query.append(name, MARK);
  for (const name of ['after', 'before', 'cursor', 'page', 'since']) query.append(name, '0');
  return query;
}
const strangeFields = async () => ({
  ...Object.fromEntries(strangeQuery()),
  shopId: await shopIdOf(db, victim.domain),
  shop_id: await shopIdOf(db, victim.domain),
});
const camel = (column: string) => column.replaceAll(/_(\w)/g, (_all, letter: string) => letter.toUpperCase());

async function examplesOf(route: AdminRoute | ProxyRoute, store: TestStore): Promise<(object | null)[]> {
  if (route.method === 'GET') return [null];
  const [name] = named(route);
  const make = exampleBodies[name];
  if (!make) throw new Error(`${name} is new: give examples of its body in test/attack/example-bodies.ts`);
  const [programme, delivery, tracking] = [
    await store.admin<ProgrammeDocument>('GET', '/api/programme'),
    await store.admin<SettingsDocument<unknown>>('GET', '/api/delivery/settings'),
    await store.admin<SettingsDocument<unknown>>('GET', '/api/tracking/settings'),
  ];
  return make({ ids, programme, delivery, tracking, address: `${MARK}@example.com` });
}
/** Each as it is, and with everything that a careless handler might take from it. */
async function bodiesOf(route: AdminRoute | ProxyRoute, store: TestStore): Promise<(object | null)[]> {
  const strange = await strangeFields();
  return (await examplesOf(route, store)).flatMap((body) => (body === null ? [null] : [body, { ...strange, ...body }]));
}

/** As the staff of `store`, in every way that this route can be asked. */
async function askAdmin(route: AdminRoute, store: TestStore): Promise<Sent[]> {
  const bodies = await bodiesOf(route, store);
  const strange = `?${strangeQuery()}`;
  const queries = route.method === 'GET' && !route.path.includes(':') ? ['', strange] : [strange];
  const calls = paths(route).flatMap((each) =>
    bodies.flatMap((body) => queries.map((query) => ({ each, body, query }))),
  );
  return someAtOnce(calls, ({ each, body, query }) => asStaff(store, route.method, `/api${each}${query}`, body));
}

/** Eight at a time: neither one after the other nor all at once. */
async function someAtOnce<Item, Result>(items: Item[], work: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (let start = 0; start < items.length; start += 8) {
    results.push(...(await Promise.all(items.slice(start, start + 8).map(work))));
  }
  return results;
}

function asStaff(store: TestStore, method: string, where: string, body: unknown, headers: Record<string, string> = {}) {
  return send(world.appUrl, where, {
    method,
    headers: {
      authorization: `Bearer ${world.staffToken(store.domain)}`,
      'content-type': 'application/json',
      ...headers,
    },
    ...(body === null ? {} : { body: JSON.stringify(body) }),
  });
}

/** Through the proxy of `store`, as every customer that there is anywhere. */
async function askProxy(route: ProxyRoute, store: TestStore): Promise<Sent[]> {
  const bodies = await bodiesOf(route, store);
  const strange = [...strangeQuery()].filter(([name]) => !/^(shop|timestamp)$/.test(name));
  const customers = ['', ...(ids.customer_id ?? [])];
  const calls = customers.flatMap((customer) =>
    paths(route).flatMap((each) =>
      [[], strange].flatMap((extra) => bodies.map((body) => ({ customer, each, extra, body }))),
    ),
  );
  return someAtOnce(calls, ({ customer, each, extra, body }) => {
    const query = world.signQuery([...proxyParameters(store.domain, customer), ...extra]);
    const request = { method: route.method, headers: { 'content-type': 'application/json' } };
    return send(world.appUrl, `/proxy${each}?${query}`, { ...request, ...(body && { body: JSON.stringify(body) }) });
  });
}

const state = async () => ({
  rows: await rowsOf(db, await shopIdOf(db, victim.domain)),
  shopify: await world.sim('GET', `state?shop=${victim.domain}`),
});

test('the victim has rows in every table of a store', async () => {
  const rows = await rowsOf(db, await shopIdOf(db, victim.domain));
  const empty = (await tenantTables(db)).filter((table) => rows[table]?.length === 0 && !(table in MAY_BE_EMPTY));
  expect(empty, `fill() seeds nothing into ${empty.join(', ')}`).toEqual([]);
});

describe("with another store's ids", () => {
  test.each(adminRoutes.map(named))('%s of the admin shows nothing and changes nothing', async (_name, route) => {
    const before = await state();
    const answers = await askAdmin(route, thief);
    await world.settle();
    for (const { body } of answers) expect(body).not.toMatch(TRACE);
    expect(await state()).toEqual(before);
  });

  test.each(proxyRoutes.map(named))('%s of the storefront shows nothing and changes nothing', async (_name, route) => {
    const before = await state();
    const answers = await askProxy(route, thief);
    await world.settle();
    for (const { body } of answers) expect(body).not.toMatch(TRACE);
    expect(await state()).toEqual(before);
  });

  // Every route of both areas in one test, so it may take longer than others before it counts as hanging.
  const timeout = 600_000;
  test('each of these routes does work for its own store with the same ids, and shows it what was hidden', {
    timeout,
  }, async () => {
    const asked = [
      ...adminRoutes.map((route) => [named(route)[0], () => askAdmin(route, victim)] as const),
      ...proxyRoutes.map((route) => [named(route)[0], () => askProxy(route, victim)] as const),
    ];
    let shown = '';
    const showsPeople: string[] = [];
    /** Give them an example that they take. */
    const refusedEverything: string[] = [];
    for (const [name, ask] of asked) {
      const answers = await ask();
      await world.settle();
      if (!answers.some(({ status }) => status < 400)) refusedEverything.push(name);
      const bodies = answers.map(({ body }) => body).join('');
      if (bodies.includes(SURNAME) || bodies.toLowerCase().includes(`${MARK}@example.com`.toLowerCase()))
        showsPeople.push(name);
      shown += bodies;
    }
    expect(refusedEverything).toEqual([]);
    expect(shown).toMatch(/Zebrafinch/);
    expect(shown).toMatch(/73.?913/);
    // Whatever shows staff somebody's name or address writes down that they saw it.
    const declared = adminRoutes.filter(({ personal }) => personal).map((route) => named(route)[0]);
    expect(declared).toEqual(expect.arrayContaining(showsPeople));
    expect(showsPeople).toEqual(expect.arrayContaining(['GET /home', 'GET /customers', 'GET /data-requests/:id/file']));
    await world.settle();
  });
});

describe('without being let in', () => {
  const secretOf = (domain: string) => ({ domain, apiKey: world.apiKey, secret: world.apiSecret });

  test.each(everyRoute)('%s says 401 and no more', async (_name, area, route) => {
    const [where = ''] = paths(route);
    const authorizations = [
      undefined,
      'Bearer x',
      `Bearer ${sessionToken(secretOf(victim.domain), { exp: 1 })}`,
      `Bearer ${sessionToken({ ...secretOf(victim.domain), secret: 'guessed' })}`,
      `Bearer ${sessionToken(secretOf(victim.domain), { aud: 'another' })}`,
    ];
    for (const authorization of authorizations) {
      const headers = { ...(authorization && { authorization }), 'content-type': 'application/json' };
      for (const method of new Set([route.method, 'GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])) {
        const answer = await send(world.appUrl, `${area}${where}?shop=${victim.domain}`, {
          method,
          headers,
          ...(method !== 'GET' && { body: '{}' }),
        });
        expect(answer.status, `${method} ${authorization}`).toBe(401);
        expect(answer.body).not.toMatch(TRACE);
      }
    }
  });

  test.each(everyRoute)(
    '%s is not for other sites: only the app’s own page may read its answer',
    async (_name, area, route) => {
      const [where = ''] = paths(route);
      const origins = { origin: 'https://evil.example', 'access-control-request-method': route.method };
      const query = area === '/proxy' ? `?${world.signQuery(proxyParameters(victim.domain))}` : '';
      for (const method of ['OPTIONS', 'HEAD', 'GET']) {
        const answer = await asStaff(victim, method, `${area}${where}${query}`, null, origins);
        expect(Object.keys(answer.headers).filter((name) => /^access-control-|^set-cookie$/.test(name))).toEqual([]);
      }
    },
  );
});
