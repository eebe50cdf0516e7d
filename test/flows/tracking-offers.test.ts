/** What is offered beside an order's parcels: who is counted there, the discount of the first look, and the orders that followed. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Db, openDb } from '../../db/open.ts';
import { readConfig } from '../../web/config.ts';
import type { ResultFigures, TrackingResults } from '../../web/offers/attribution/api-types.ts';
import type { OrderId, ShopId } from '../../web/platform/kit/ids.ts';
import type { SettingsDocument } from '../../web/platform/settings/api-types.ts';
import type { SeenAnswer, StaffLink } from '../../web/retention/tracking/api-types.ts';
import { trackingToken } from '../../web/retention/tracking/index.ts';
import type { TrackingSettings } from '../../web/retention/tracking/settings.ts';
import { digits } from '../support/points-book.ts';
import { shopOf } from '../support/rewards.ts';
import { shopIdOf } from '../support/shop-id.ts';
import type { PlacedOrder } from '../support/store.ts';
import { startWorld, type TestStore, type TestWorld } from '../support/world.ts';

let world: TestWorld;
let store: TestStore;
let db: Db;
let shopId: ShopId;
beforeAll(async () => {
  world = await startWorld();
  db = openDb(world.databaseUrl);
  store = await world.shop();
  shopId = await shopIdOf(db, store.domain);
});
afterAll(async () => {
  await db.close();
  await world.stop();
});

const PHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1';
const CRAWLER = 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)';

const tokenOf = (order: Pick<PlacedOrder, 'id'>) =>
  trackingToken(readConfig(world.environment), shopId, digits(order.id) as OrderId);

/** As the page's script tells it. */
async function seen(
  order: Pick<PlacedOrder, 'id'>,
  body: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Promise<SeenAnswer> {
  const answer = await store.proxy('/track/seen', undefined, {
    body: { token: tokenOf(order), kind: 'view', ...body },
    headers: { 'User-Agent': PHONE, ...headers },
  });
  if (answer.status !== 200) throw new Error(`${answer.status} ${String(answer.body)}`);
  return JSON.parse(String(answer.body)) as SeenAnswer;
}

async function settings(change: Partial<TrackingSettings>): Promise<void> {
  const present = await store.admin<SettingsDocument<TrackingSettings>>('GET', '/api/tracking/settings');
  const { settings: before, version } = present;
  await store.admin('PUT', '/api/tracking/settings', { settings: { ...before, ...change }, version });
}
const discount = (percent: number | null, hours = 48) =>
  settings({ offers: { products: 4, discount: percent === null ? null : { percent, hours }, never: [] } });

const results = () => store.admin<TrackingResults>('GET', '/api/tracking/results');
/** What became more since `before`. */
async function since(before: TrackingResults): Promise<Partial<ResultFigures>> {
  const { total } = await results();
  const counted = ['visits', 'ordersLookedAt', 'clicks', 'carts', 'orders', 'withDiscount', 'unpaid'] as const;
  const money = ['revenue', 'refunded', 'net'] as const;
  return {
    ...Object.fromEntries(counted.map((name) => [name, total[name] - before.total[name]])),
    ...Object.fromEntries(money.map((name) => [name, (Number(total[name]) - Number(before.total[name])).toFixed(2)])),
  };
}
const NOTHING = {
  visits: 0,
  ordersLookedAt: 0,
  clicks: 0,
  carts: 0,
  orders: 0,
  withDiscount: 0,
  unpaid: 0,
  revenue: '0.00',
  refunded: '0.00',
  net: '0.00',
};

/** Somebody who has bought before, and their order. */
async function shopper(price = '20.00') {
  const customer = await store.customer();
  const order = await store.buy(customer, price);
  await world.settle();
  return { customer, order };
}
const madeFor = (customer: string) =>
  [...shopOf(world, store).discounts.values()].filter((one) => JSON.stringify(one).includes(digits(customer)));
const offers = () => db.read.selectFrom('tracking_offers').selectAll().where('shop_id', '=', shopId).execute();
const offerOf = async (order: Pick<PlacedOrder, 'id'>) =>
  (await offers()).find(({ order_id: id }) => id === digits(order.id)) ?? expect.fail('no discount');

test('the first look brings one discount for the order’s customer, however many look at once, and it truly ends', async () => {
  await discount(15);
  const { customer, order } = await shopper();
  // No mail server, crawler or browser that fetches ahead brings it.
  expect(await seen(order, {}, { 'User-Agent': CRAWLER })).toEqual({ offer: false, staff: false });
  expect(await seen(order, {}, { 'Sec-Purpose': 'prefetch;prerender' })).toEqual({ offer: false, staff: false });
  expect(madeFor(customer)).toEqual([]);
  const before = await results();
  await Promise.all(Array.from({ length: 20 }, () => seen(order)));
  expect(await seen(order)).toEqual({ offer: true, staff: false });
  await world.settle();
  expect(madeFor(customer)).toHaveLength(1);
  expect(await since(before)).toEqual({ ...NOTHING, visits: 1, ordersLookedAt: 1 });
  const offer = await offerOf(order);
  expect(offer).toMatchObject({ percent: 15, state: 'made', surface: 'tracking_page' });
  expect(offer.ends_at).toBe((await world.now()).getTime() + 48 * 3_600_000);
  expect(madeFor(customer)).toMatchObject([{ codes: [{ code: offer.code }], endsAt: offer.ends_at }]);
  // Another order of theirs brings no second one while this one holds.
  const another = await store.buy(customer, '5.00');
  await world.settle();
  expect(await seen(another)).toMatchObject({ offer: false });
  await world.advance('PT47H59M');
  expect(await seen(order)).toMatchObject({ offer: true });
  await world.advance('PT1M');
  expect(await seen(order)).toMatchObject({ offer: false });
  // Of the order it was the only one, ever; the other may have its own now.
  expect(await seen(another)).toMatchObject({ offer: true });
  expect(madeFor(customer)).toHaveLength(2);
});

test('an order follows the last click; a refund is deducted, a cancelled one counts no more', async () => {
  const { customer, order } = await shopper();
  const before = await results();
  await seen(order, { kind: 'click', product: '71' });
  await world.advance('PT1S');
  await seen(order, { kind: 'click', product: '72' });
  await seen(order, { kind: 'cart', product: '72' });
  await store.buy(await store.customer(), '99.00');
  expect(await since(before)).toEqual({ ...NOTHING, clicks: 2, carts: 1 });
  await world.advance('PT1H');
  const followed = await store.order({
    customer,
    lines: [
      { title: 'Thing', price: '30.00', quantity: 2 },
      { title: 'Thing', price: '10.00', quantity: 1 },
    ],
  });
  await world.settle();
  expect(await since(before)).toMatchObject({ orders: 1, withDiscount: 0, revenue: '70.00', net: '70.00' });
  await world.sim('POST', 'orders/refund', { order: followed.id, lines: [{ id: followed.lines[0]?.id, quantity: 1 }] });
  await world.settle();
  expect(await since(before)).toMatchObject({ orders: 1, revenue: '70.00', refunded: '30.00', net: '40.00' });
  // Both of theirs count, each once, however often they change.
  const second = await store.buy(customer, '8.00');
  await world.settle();
  expect(await since(before)).toMatchObject({ orders: 2, net: '48.00' });
  await world.sim('POST', 'orders/cancel', { order: second.id });
  await world.settle();
  expect(await since(before)).toMatchObject({ orders: 1, revenue: '70.00', net: '40.00' });
  const row = await db.read
    .selectFrom('attributed_orders')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('order_id', '=', digits(followed.id))
    .executeTakeFirstOrThrow();
  expect(row).toMatchObject({ surface: 'tracking_page', beside_order_id: digits(order.id), product_id: '72' });
});

test('after the window an order follows nothing; one that is paid on delivery counts once it is', async () => {
  await settings({ attributionDays: 1 });
  const { customer, order } = await shopper();
  const late = await shopper();
  await seen(order, { kind: 'cart', product: '71' });
  const before = await results();
  const unpaid = await store.buy(customer, '40.00', { paid: false });
  await world.settle();
  expect(await since(before)).toEqual({ ...NOTHING, unpaid: 1 });
  await seen(late.order, { kind: 'click' });
  await world.advance('P1DT1S');
  await store.buy(late.customer, '50.00');
  await world.sim('POST', 'orders/pay', { order: unpaid.id });
  await world.settle();
  expect(await since(before)).toMatchObject({ orders: 1, unpaid: 0, revenue: '40.00' });
  await settings({ attributionDays: 5 });
});

test('whoever uses the discount has followed it, whether or not a script told of a click', async () => {
  await discount(20);
  const { customer, order } = await shopper();
  await seen(order, { via: 'email' });
  await world.settle();
  const before = await results();
  const { code } = await offerOf(order);
  await store.buy(customer, '50.00', { discountCodes: [code] });
  await world.settle();
  expect(await since(before)).toMatchObject({ orders: 1, withDiscount: 1, revenue: '40.00', clicks: 0 });
  const places = (await results()).places.map(({ surface, orders }) => [surface, orders]);
  expect(places).toContainEqual(['tracking_email', 1]);
  // It can be used once, so it is not shown any more.
  expect(await seen(order)).toMatchObject({ offer: false });
  await discount(null);
});

test('a discount of which Shopify’s answer was lost is found again, not made twice; without the right to make one there is none', async () => {
  await discount(30);
  const lost = await shopper();
  await world.sim('POST', 'faults', { kind: 'half', operation: 'CreateCode', count: 1 });
  expect(await seen(lost.order)).toMatchObject({ offer: false });
  await world.sim('POST', 'faults', {});
  await world.advance('PT1M');
  expect(await seen(lost.order)).toMatchObject({ offer: true });
  expect(madeFor(lost.customer)).toHaveLength(1);
  const refused = await shopper();
  const { scopes = [] } = shopOf(world, store).install ?? {};
  const without = scopes.filter((scope) => scope !== 'write_discounts');
  await world.sim('POST', 'scopes', { shop: store.domain, scopes: without });
  await world.settle();
  expect(await seen(refused.order)).toMatchObject({ offer: false });
  await world.sim('POST', 'scopes', { shop: store.domain, scopes });
  await world.settle();
  expect(madeFor(refused.customer)).toEqual([]);
  expect(await seen(refused.order)).toMatchObject({ offer: true });
  await discount(null);
});

test('counted is who looks, at most once in half an hour, and nobody of the store, no program, no one who refuses', async () => {
  const { order } = await shopper();
  const before = await results();
  await seen(order, {}, { 'User-Agent': CRAWLER });
  await seen(order, { kind: 'click', product: '71' }, { 'User-Agent': 'curl/8.5.0' });
  await seen(order, {}, { Purpose: 'prefetch' });
  await seen(order, { count: false });
  expect(await since(before)).toEqual(NOTHING);
  await seen(order);
  await seen(order);
  await seen(order, { via: 'email' });
  expect(await since(before)).toEqual({ ...NOTHING, visits: 2, ordersLookedAt: 1 });
  await world.advance('PT30M');
  await seen(order);
  expect(await since(before)).toEqual({ ...NOTHING, visits: 3, ordersLookedAt: 1 });
  // One who sends product after product is a program; what is too much is not counted.
  for (let sent = 0; sent < 150; sent += 30)
    await Promise.all(
      Array.from({ length: 30 }, (_, index) => seen(order, { kind: 'click', product: String(1_000 + sent + index) })),
    );
  expect((await since(before)).clicks).toBeLessThan(130);
  const { url } = await store.admin<StaffLink>('GET', '/api/tracking/staff-link');
  const staff = new URL(url).searchParams.get('staff');
  const marks = await Promise.all(
    [staff, 'x', ''].map((mark) => store.proxy('/track/seen', undefined, { body: { staff: mark } })),
  );
  expect(marks.map(({ body }) => (JSON.parse(String(body)) as SeenAnswer).staff)).toEqual([true, false, false]);
  for (const token of ['', 'x', `${tokenOf(order)}x`, tokenOf({ id: '1' })])
    expect(await store.proxy('/track/seen', undefined, { body: { token, kind: 'view' } })).toMatchObject({
      status: 404,
    });
});

test('clicks follow whoever two customers became, and of somebody who is erased only the sums stay', async () => {
  await discount(10);
  const merged = await shopper();
  const { customer: kept } = await shopper();
  await seen(merged.order, { kind: 'click', product: '71' });
  await world.sim('POST', 'customers/merge', { keep: kept, remove: merged.customer });
  await world.settle();
  const before = await results();
  await store.buy(kept, '12.00');
  await world.settle();
  expect(await since(before)).toMatchObject({ orders: 1, net: '12.00' });
  const gone = await shopper();
  await seen(gone.order);
  await seen(gone.order, { kind: 'click', product: '71' });
  const redact = { shop: store.domain, topic: 'customers/redact', customer: gone.customer };
  await world.sim('POST', 'privacy', redact);
  await world.settle();
  const beside = digits(gone.order.id);
  const touches = db.read.selectFrom('touches').selectAll().where('shop_id', '=', shopId);
  expect(await touches.where('order_id', '=', beside).execute()).toEqual([]);
  expect(await touches.execute()).not.toEqual([]);
  expect((await offerOf(gone.order)).code).toBeNull();
  const after = await since(before);
  expect(after).toMatchObject({ visits: 1, ordersLookedAt: 1, clicks: 1 });
  // Whoever still has the link is not written down any more.
  await seen(gone.order, { kind: 'click', product: '72' });
  expect(await since(before)).toEqual(after);
  await discount(null);
});

test('the results stand by day and place, and add up', async () => {
  const { total, days, places, windowDays, from, to } = await results();
  expect(windowDays).toBe(5);
  expect([days.length, days[0]?.day, days.at(-1)?.day]).toEqual([30, from, to]);
  const sum = (name: 'visits' | 'clicks' | 'carts' | 'orders' | 'ordersLookedAt') =>
    days.reduce((so, day) => so + day[name], 0);
  const names = ['visits', 'clicks', 'carts', 'orders', 'ordersLookedAt'] as const;
  expect(names.map(sum)).toEqual(names.map((name) => total[name]));
  expect(places.map(({ surface }) => surface)).toEqual([
    'tracking_page',
    'tracking_email',
    'order_status',
    'thank_you',
  ]);
  expect(places.reduce((so, { visits }) => so + visits, 0)).toBe(total.visits);
  expect(total.visitsPerOrder).toBeGreaterThanOrEqual(1);
  const { body, status } = await store.adminAnswer('GET', '/api/tracking/results?from=2026-03-05&to=2026-03-04');
  expect([status, body]).toEqual([422, expect.objectContaining({ field: 'from' })]);
  expect((await store.adminAnswer('GET', '/api/tracking/results?from=2020-01-01')).status).toBe(422);
});

test('what people did is forgotten after 90 days; its sums stay, and what comes back later is deducted all the same', async () => {
  const { customer, order } = await shopper();
  await seen(order, { kind: 'click', product: '71' });
  const followed = await store.buy(customer, '12.00');
  await world.settle();
  const before = await results();
  await world.offUntil(new Date((await world.now()).getTime() + 90 * 86_400_000).toISOString());
  await world.advance('P1D');
  expect(await db.read.selectFrom('touches').selectAll().execute()).toEqual([]);
  const range = `?from=${before.from}&to=${before.to}`;
  const later = await store.admin<TrackingResults>('GET', `/api/tracking/results${range}`);
  expect(later.total).toEqual(before.total);
  await world.sim('POST', 'orders/cancel', { order: followed.id });
  await world.settle();
  const last = await store.admin<TrackingResults>('GET', `/api/tracking/results${range}`);
  expect([last.total.orders, last.total.revenue]).toEqual([
    before.total.orders - 1,
    (Number(before.total.revenue) - 12).toFixed(2),
  ]);
});
