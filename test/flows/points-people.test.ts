/** What staff and shoppers see and do: adjustments, customers, the shopper's history, erasure, reinstallation. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type {
  AdjustAnswer,
  CustomerDetail,
  CustomerPage,
  HomeFigures,
  SetupGuide,
} from '../../web/loyalty/points/api-types.ts';
import { digits, holding, ledgerDifferences } from '../support/points-book.ts';
import { startWorld, type TestStore, type TestWorld } from '../support/world.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => {
  expect(await ledgerDifferences(world)).toEqual([]);
  await world.stop();
});

const available = (points: number) => ({ P: 0, A: points, D: 0, lots: points > 0 ? [`available ${points}`] : [] });
const adjust = (store: TestStore, customer: string, body: Record<string, unknown>) =>
  store.adminAnswer('POST', `/api/customers/${digits(customer)}/adjust`, {
    reason: 'because',
    key: crypto.randomUUID(),
    ...body,
  });

describe('an adjustment', () => {
  test('is booked once, however often it is sent, and answers as it did the first time', async () => {
    const store = await world.shop();
    const customer = await store.customer();
    const first = await adjust(store, customer, { points: 250, key: 'k1' });
    expect(first).toMatchObject({ status: 200, body: { available: 250, pending: 0, debt: 0 } });
    await adjust(store, customer, { points: -50, key: 'k2' });
    expect(await adjust(store, customer, { points: 250, key: 'k1' })).toEqual(first);
    expect(await holding(world, store, customer)).toEqual(available(200));
  });

  test('under a key that meant something else is refused', async () => {
    const store = await world.shop();
    const [one, other] = [await store.customer(), await store.customer()];
    await world.settle();
    await adjust(store, one, { points: 10, key: 'k1' });
    expect(await adjust(store, one, { points: 11, key: 'k1' })).toMatchObject({ status: 409 });
    expect(await adjust(store, one, { points: 10, key: 'k1', reason: 'another reason' })).toMatchObject({
      status: 409,
    });
    expect(await adjust(store, other, { points: 10, key: 'k1' })).toMatchObject({ status: 409 });
    expect(await holding(world, store, one)).toEqual(available(10));
    expect(await holding(world, store, other)).toEqual(available(0));
  });

  test('that takes more than is available is refused', async () => {
    const store = await world.shop();
    const customer = await store.customer();
    await store.buy(customer, '100.00');
    await world.settle();
    await adjust(store, customer, { points: 30 });
    expect(await adjust(store, customer, { points: -31 })).toMatchObject({ status: 422, body: { field: 'points' } });
    expect(await holding(world, store, customer)).toMatchObject({ P: 100, A: 30, D: 0 });
  });

  test.each([
    ['points', { points: 0 }],
    ['points', { points: 1.5 }],
    ['points', { points: '10' }],
    ['reason', { points: 1, reason: '  ' }],
    ['key', { points: 1, key: '' }],
  ])('without a usable %s is refused', async (field, body) => {
    const store = await world.shop();
    const customer = await store.customer();
    await world.settle();
    expect(await adjust(store, customer, body)).toMatchObject({ status: 422, body: { field } });
  });

  test('for somebody unknown finds nobody', async () => {
    const store = await world.shop();
    expect(await adjust(store, 'gid://shopify/Customer/1', { points: 1 })).toMatchObject({ status: 404 });
    expect(await adjust(store, 'nonsense', { points: 1 })).toMatchObject({ status: 404 });
  });

  test('sent twenty times at once with different keys adds up', async () => {
    const store = await world.shop();
    const customer = await store.customer();
    await world.settle();
    await Promise.all(Array.from({ length: 20 }, () => adjust(store, customer, { points: 5 })));
    const debits = await Promise.all(Array.from({ length: 20 }, () => adjust(store, customer, { points: -10 })));
    expect(debits.filter(({ status }) => status === 200)).toHaveLength(10);
    expect(await holding(world, store, customer)).toEqual(available(0));
  });
});

describe('the merchant', () => {
  test('finds a customer without typing the accents, and sees one line of time', async () => {
    const store = await world.shop();
    const customer = await store.customer({ firstName: 'Đặng', lastName: 'Thị Hường', email: 'huong@example.com' });
    await store.customer({ firstName: 'Somebody', lastName: 'Else' });
    const order = await store.buy(customer, '100.00');
    await world.settle();
    await world.advance('P14D');
    await adjust(store, customer, { points: 5, reason: 'A birthday' });
    for (const query of ['dang huong', 'HƯỜNG', 'huong@', digits(customer)]) {
      const { customers } = await store.admin<CustomerPage>('GET', `/api/customers?query=${encodeURIComponent(query)}`);
      expect({ query, found: customers.map(({ id, available }) => ({ id, available })) }).toEqual({
        query,
        found: [{ id: digits(customer), available: 105 }],
      });
    }
    const { timeline, worth } = await store.admin<CustomerDetail>('GET', `/api/customers/${digits(customer)}`);
    expect(worth).toBe('5.25');
    expect(timeline.map(({ kind, points }) => `${kind} ${points}`)).toEqual([
      'adjusted 5',
      'released null',
      'earned 100',
      'order null',
    ]);
    expect(timeline[0]).toMatchObject({ reason: 'A birthday' });
    expect(timeline[2]).toMatchObject({ order: { name: order.name, total: '100.00', status: 'paid' } });
  });

  test('pages through customers without losing one', async () => {
    const store = await world.shop();
    const made: string[] = [];
    for (let count = 0; count < 53; count += 1) made.push(digits(await store.customer()));
    await world.settle();
    const first = await store.admin<CustomerPage>('GET', '/api/customers');
    expect(first.customers).toHaveLength(50);
    const second = await store.admin<CustomerPage>('GET', `/api/customers?after=${first.next}`);
    expect(second.next).toBeNull();
    expect([...first.customers, ...second.customers].map(({ id }) => id).sort()).toEqual(made.sort());
  });

  test('counts as new only whom something happened to lately, though the past is told now', async () => {
    const store = await world.shop({ programme: { startsAt: '2020-01-01T00:00:00Z' } });
    const [old, recent] = [await store.customer(), await store.customer()];
    const daysAgo = async (days: number) => new Date((await world.now()).getTime() - days * 86_400_000).toISOString();
    await store.buy(old, '120.00', { at: await daysAgo(200) });
    await store.buy(old, '30.00', { at: await daysAgo(10) });
    await store.buy(recent, '7.00', { at: await daysAgo(20) });
    await world.settle();
    expect(await store.admin<HomeFigures>('GET', '/api/home')).toMatchObject({
      members: 2,
      membersLast30Days: 1,
      pointsGiven: 157,
      pointsGivenLast30Days: 37,
    });
  });

  test('sees true numbers, and a guide that knows what is done', async () => {
    const store = await world.shop();
    expect(await store.admin<SetupGuide>('GET', '/api/setup')).toMatchObject({
      dismissed: false,
      steps: [
        { id: 'programme', done: true },
        { id: 'block', done: null },
        { id: 'history', done: true },
        { id: 'first-points', done: false },
      ],
    });
    const [one, other] = [await store.customer({ firstName: 'Ann' }), await store.customer()];
    await store.buy(one, '120.00');
    await store.buy(other, '30.00');
    await world.settle();
    await world.advance('P14D');
    await adjust(store, one, { points: -20 });
    await store.buy(one, '7.00');
    await world.settle();
    const home = await store.admin<HomeFigures>('GET', '/api/home');
    expect(home).toMatchObject({
      members: 2,
      membersLast30Days: 2,
      pointsGiven: 137,
      pointsGivenLast30Days: 137,
      outstanding: 137,
      available: 130,
      pending: 7,
      debt: 0,
      outstandingWorth: '6.85',
      attention: [],
    });
    expect(home.trend).toHaveLength(30);
    expect(home.trend.at(-1)?.points).toBe(-13);
    expect(home.trend.at(-15)?.points).toBe(150);
    expect(home.recent.map(({ points, customer }) => [points, customer?.name])).toContainEqual([-20, 'Ann']);
    expect((await store.admin<SetupGuide>('PUT', '/api/setup', { dismissed: true })).dismissed).toBe(true);
    expect(await store.admin<SetupGuide>('GET', '/api/setup')).toMatchObject({
      dismissed: true,
      steps: [{}, {}, {}, { done: true }],
    });
  });
});

describe('the shopper', () => {
  const history = (store: TestStore, customer?: string, path = '/history') =>
    store.proxy(path, customer, { render: true });

  test("reads days of the store's time zone, and nothing when nobody is logged in", async () => {
    const store = await world.shop({ timeZone: 'Asia/Ho_Chi_Minh' });
    const customer = await store.customer();
    const bought = await world.now();
    await store.buy(customer, '100.00');
    await world.settle();
    const day = new Date(bought.getTime() + (14 * 24 + 7) * 3_600_000).toISOString().slice(0, 10);
    const me = await store.proxy('/me', customer);
    expect(JSON.parse(String(me.body))).toEqual({
      available: 0,
      pending: 100,
      debt: 0,
      lots: [{ points: 100, state: 'pending', availableAt: day, expiresAt: null }],
      nextExpiry: null,
      tier: null,
    });
    expect(JSON.parse(String((await store.proxy('/me')).body))).toEqual({ available: null });
  });

  test('reads how the points came, in the language of the storefront', async () => {
    for (const [locale, word] of [
      ['en', 'Earned with order'],
      ['vi', 'Tích điểm từ đơn'],
    ] as const) {
      const store = await world.shop({ locale });
      const customer = await store.customer();
      const order = await store.buy(customer, '100.00');
      await world.settle();
      const page = String((await history(store, customer)).body);
      expect(page).toContain(`${word} ${order.name}`);
      expect(page).toContain('+100');
    }
  });

  test('reads what the points are worth as the store writes money', async () => {
    const store = await world.shop({ locale: 'vi', currency: 'VND', timeZone: 'Asia/Ho_Chi_Minh' });
    const customer = await store.customer();
    await world.settle();
    await adjust(store, customer, { points: 123 });
    expect(String((await history(store, customer)).body)).toContain('trị giá 61.500₫');
  });

  test('cannot be shown markup or Liquid that came as data', async () => {
    const name = { one: 'p{{ shop.name }}', other: '<b>{% assign x = 1 %}' };
    const store = await world.shop({ programme: { name: { en: name } } });
    const customer = await store.customer();
    await store.buy(customer, '100.00');
    await world.settle();
    const raw = String((await store.proxy('/history', customer)).body);
    expect(raw).not.toContain('<b>');
    expect(raw).not.toMatch(/\{\{(?! routes\.account_login_url)/);
    expect(raw.match(/\{%-?\s*(\w+)/g)?.map((tag) => tag.replace(/\W/g, ''))).toEqual(['if', 'else', 'endif']);
  });

  test('pages through a long history', async () => {
    const store = await world.shop();
    const customer = await store.customer();
    await world.settle();
    for (let count = 1; count <= 23; count += 1) await adjust(store, customer, { points: count });
    const rows = async (path: string) =>
      String((await history(store, customer, path)).body).match(/<li class="regulars-history__entry">/g)?.length;
    expect(await rows('/history')).toBe(20);
    expect(await rows('/history?page=2')).toBe(3);
    expect(await rows("/history?page=1'%20or%201=1")).toBe(20);
  });
});

test('67, 79: erasure forfeits what is left, forgets the person, and later refunds move nothing', async () => {
  const store = await world.shop();
  const [customer, other] = [await store.customer({ email: 'gone@example.com' }), await store.customer()];
  const order = await store.buy(customer, '40.00');
  await store.buy(other, '10.00');
  await world.settle();
  await adjust(store, customer, { points: 250, reason: 'a personal note' });
  expect(await store.admin('GET', '/api/home')).toMatchObject({ outstanding: 300 });
  await world.sim('POST', 'privacy', { shop: store.domain, topic: 'customers/redact', customer });
  await world.settle();
  expect(await store.admin('GET', '/api/home')).toMatchObject({ outstanding: 10, pointsGiven: 300 });
  expect(await store.adminAnswer('GET', `/api/customers/${digits(customer)}`)).toMatchObject({ status: 404 });
  await world.sim('POST', 'orders/cancel', { order: order.id });
  await world.settle();
  expect(await store.admin('GET', '/api/home')).toMatchObject({ outstanding: 10, debt: 0 });
});

test('a store that comes back within two days keeps its ledger, and its theme catches up', async () => {
  const store = await world.shop();
  const customer = await store.customer();
  const order = await store.buy(customer, '100.00');
  expect(await holding(world, store, customer)).toMatchObject({ P: 100 });
  await world.sim('POST', 'uninstall', { shop: store.domain });
  await world.settle();
  await world.advance('P1D');
  await world.sim('POST', 'install', { shop: store.domain });
  expect(await holding(world, store, customer)).toMatchObject({ P: 100 });
  await world.sim('POST', 'orders/refund', { order: order.id, amount: '50.00' });
  expect(await holding(world, store, customer)).toMatchObject({ P: 50 });
  await world.advance('P13D');
  expect(await holding(world, store, customer)).toEqual(available(50));
});

test('a store that was erased begins anew, also where the theme still shows an old balance', async () => {
  const store = await world.shop();
  const customer = await store.customer();
  await world.settle();
  for (const points of [5, 6, 7]) await adjust(store, customer, { points });
  expect(await holding(world, store, customer)).toEqual({
    ...available(18),
    lots: ['available 5', 'available 6', 'available 7'],
  });
  await world.sim('POST', 'uninstall', { shop: store.domain });
  await world.settle();
  await world.advance('P3D');
  await world.sim('POST', 'install', { shop: store.domain });
  await world.settle();
  await adjust(store, customer, { points: 4 });
  expect(await holding(world, store, customer)).toEqual(available(4));
});

test('an adjustment is answered while the balance is still on its way to the theme', async () => {
  const store = await world.shop();
  const customer = await store.customer();
  await world.settle();
  const answer = await adjust(store, customer, { points: 3 });
  expect((answer.body as AdjustAnswer).available).toBe(3);
  await world.settle();
  expect(await store.metafield(customer)).toMatchObject({ available: 3, pending: 0, debt: 0, rev: 1 });
});
