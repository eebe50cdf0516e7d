/** Customers who bring friends: cases 74–76 of the test book, and what else becomes of a referral. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ReferralPage, ReferralRow } from '../../web/loyalty/referrals/api-types.ts';
import type { TiersOverview } from '../../web/loyalty/tiers/api-types.ts';
import { openDb } from '../../db/open.ts';
import { digits, holding, ledgerDifferences } from '../support/points-book.ts';
import { shopIdOf } from '../support/shop-id.ts';
import { rowsOf } from '../support/tenant-rows.ts';
import { startWorld, type TestStore, type TestWorld } from '../support/world.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await startWorld({ patience: 0.05 });
});
afterAll(async () => {
  expect(await ledgerDifferences(world)).toEqual([]);
  await world.stop();
});

const WINDOW = 2;
const REFERRALS = { on: true, points: 500, friend: { kind: 'fixed', amount: '5.00' } } as const;
const ADDRESS = { address1: 'Hauptstr. 5', city: 'Berlin', zip: '10115', country: 'Germany', countryCode: 'DE' };

async function storeWith(referrals: { mostPerYear?: number | null } = {}) {
  const store = await world.shop({
    programme: { window: { days: WINDOW }, referrals: { ...REFERRALS, ...referrals } },
  });
  const advocate = await store.customer({ email: 'jane.doe@gmail.com', firstName: 'Jane' });
  await world.settle();
  return { store, advocate };
}

/** The customer looks at the own link; the answer is its path below the proxy. */
async function linkOf(store: TestStore, advocate: string, ip = '192.0.2.1', device?: string): Promise<string> {
  const query = device ? `?device=${device}` : '';
  const { body } = await store.proxy(`/referrals/mine${query}`, advocate, { ip });
  const { path } = typeof body === 'string' ? JSON.parse(body) : body;
  return String(path).replace('/apps/regulars', '');
}

/** Presses the button of the landing page; the answer is the friend's code, or what the page said. */
async function take(store: TestStore, link: string, more: Record<string, unknown> = {}, customer?: string) {
  const { ip = '198.51.100.7', key = crypto.randomUUID(), device = '' } = more;
  const answer = await store.proxy(link, customer, { method: 'POST', body: { key, device }, ip, render: true });
  const page = String(answer.body);
  return { status: answer.status, page, code: /regulars-landing__code">([^<]+)</.exec(page)?.[1] ?? '' };
}

/** A friend takes a code and orders an hour later. */
async function bring(store: TestStore, link: string, order: Record<string, unknown> = {}) {
  const { code } = await take(store, link);
  expect(code).toMatch(/^\w{5}-\w{5}-\w{5}$/);
  await world.advance('PT1H');
  return use(store, code, order);
}

async function use(store: TestStore, code: string, order: Record<string, unknown> = {}) {
  const placed = await store.order({
    email: `friend-${crypto.randomUUID()}@example.com`,
    lines: [{ title: 'Coffee', price: '40.00', quantity: 1 }],
    discountCodes: [code],
    ...order,
  });
  await world.settle();
  return placed;
}

const listed = (store: TestStore, state = 'all') => store.admin<ReferralPage>('GET', `/api/referrals?state=${state}`);
const signalsOf = ({ signals }: ReferralRow) => signals.map(({ id }) => id);
const decide = (store: TestStore, id: string, decision: string) =>
  store.adminAnswer('POST', `/api/referrals/${id}/decide`, { decision });
const P500 = { P: 500, A: 0, D: 0, lots: ['pending 500'] };

test('74, 75: the reward waits for the end of the friend’s window; two signals wait for the merchant', async () => {
  const { store, advocate } = await storeWith();
  const link = await linkOf(store, advocate);
  const welcome = String((await store.proxy(link, undefined, { render: true })).body);
  expect(welcome).toContain('A friend gives you $5.00 off your first order');
  // 74
  const back = await bring(store, link);
  expect(await holding(world, store, advocate)).toEqual(P500);
  await world.sim('POST', 'orders/refund', { order: back.id, lines: [{ id: back.lines[0]?.id, quantity: 1 }] });
  expect(await holding(world, store, advocate)).toEqual({ P: 0, A: 0, D: 0, lots: [] });
  const good = await bring(store, link);
  expect(await holding(world, store, advocate)).toEqual(P500);
  // 75: same address as the advocate's, and a variant of the email address; once to be approved, once to be rejected.
  await store.buy(advocate, '1.00', { shippingAddress: ADDRESS });
  const alike = { shippingAddress: { ...ADDRESS, address1: 'HAUPTSTR 5' } };
  await bring(store, link, { ...alike, email: 'janedoe+tea@gmail.com' });
  await bring(store, link, { ...alike, email: 'j.a.n.e.doe@googlemail.com' });
  expect(await holding(world, store, advocate)).toMatchObject({ P: 1501, A: 0 });
  await world.advance(`P${WINDOW}D`);
  expect(await holding(world, store, advocate)).toMatchObject({ P: 1000, A: 501 });
  const queue = await listed(store, 'review');
  expect(queue.referrals.map(signalsOf)).toEqual([
    ['same_address', 'email_variant'],
    ['same_address', 'email_variant'],
  ]);
  expect(queue.referrals[0]?.signals[0]?.words.en).toBe('Has the same shipping address');
  expect(queue.counts).toEqual({ review: 2, rewarded: 1, returned: 1 });
  const [first, second] = queue.referrals.map(({ id }) => id);
  expect(await decide(store, first ?? '', 'approve')).toMatchObject({ status: 200, body: { state: 'rewarded' } });
  expect(await holding(world, store, advocate)).toMatchObject({ P: 500, A: 1001 });
  expect(await decide(store, second ?? '', 'reject')).toMatchObject({ status: 200, body: { state: 'rejected' } });
  expect(await holding(world, store, advocate)).toMatchObject({ P: 0, A: 1001 });
  expect(await decide(store, second ?? '', 'approve')).toMatchObject({ status: 409 });
  // Given back after the window has ended, the order has brought what it was to bring.
  await world.sim('POST', 'orders/cancel', { order: good.id });
  expect(await holding(world, store, advocate)).toMatchObject({ P: 0, A: 1001 });
  const { body } = await store.proxy('/referrals/mine', advocate);
  expect(JSON.parse(String(body))).toMatchObject({ waiting: 0, rewarded: 2, points: 1000 });
});

test('76: the tenth friend in a week from one network address waits for the merchant, alone', async () => {
  const { store, advocate } = await storeWith({ mostPerYear: null });
  const link = await linkOf(store, advocate, '203.0.113.1');
  const taken = [];
  for (let friend = 1; friend <= 10; friend += 1) taken.push((await take(store, link, { ip: '203.0.113.9' })).code);
  await world.advance('PT1H');
  for (const code of taken.slice(0, 9)) await use(store, code);
  expect(await holding(world, store, advocate)).toMatchObject({ P: 4500, A: 0 });
  expect((await listed(store, 'pending')).referrals.map(signalsOf)).toEqual(taken.slice(0, 9).map(() => []));
  await world.advance('PT1S');
  await use(store, taken[9] ?? '');
  expect(await holding(world, store, advocate)).toMatchObject({ P: 5000, A: 0 });
  await world.advance(`P${WINDOW}D`);
  expect(await holding(world, store, advocate)).toMatchObject({ P: 500, A: 4500 });
  expect((await listed(store, 'review')).referrals.map(signalsOf)).toEqual([['many_from_ip']]);
});

test('what is the same on both sides is told, one signal alone only warns, and none of it is kept in clear', async () => {
  const { store, advocate } = await storeWith();
  const device = crypto.randomUUID();
  const link = await linkOf(store, advocate, '2001:db8:1:2::5', device);
  const neighbour = await take(store, link, { ip: '2001:db8:1:2:ffff::9' });
  await world.advance('PT1H');
  await use(store, neighbour.code);
  expect(signalsOf((await listed(store, 'pending')).referrals[0] ?? expect.fail())).toEqual(['same_ip']);
  // The same device again: the code that it has, and none once that was used.
  const once = await take(store, link, { device });
  expect(await take(store, link, { device })).toMatchObject({ status: 200, code: once.code });
  await use(store, once.code);
  expect(signalsOf((await listed(store, 'review')).referrals[0] ?? expect.fail())).toEqual([
    'same_device',
    'seconds_after',
  ]);
  expect(await take(store, link, { device })).toMatchObject({ status: 409, code: '' });
  const db = openDb(world.databaseUrl);
  const rows = await rowsOf(db, await shopIdOf(db, store.domain)).finally(() => db.close());
  expect(rows.referral_traces).toHaveLength(5);
  expect(JSON.stringify(rows)).not.toMatch(new RegExp(`2001:db8|198\\.51\\.100|${device}`));
});

test('nobody brings themselves or somebody who has bought before, and a year has a limit', async () => {
  const { store, advocate } = await storeWith({ mostPerYear: 1 });
  const link = await linkOf(store, advocate);
  expect(await take(store, link, {}, advocate)).toMatchObject({ status: 409, code: '' });
  const regular = await store.customer();
  await store.buy(regular, '10.00');
  await world.settle();
  expect(await take(store, link, {}, regular)).toMatchObject({ status: 409, code: '' });
  await world.advance('PT1H');
  await bring(store, link, { customer: regular });
  await bring(store, link, { customer: advocate });
  await bring(store, link);
  await bring(store, link);
  const { referrals } = await listed(store);
  expect(referrals.map(({ state, reason }) => [state, reason?.en ?? null]).toReversed()).toEqual([
    ['ineligible', 'It was not the friend’s first order'],
    ['ineligible', 'Customer and friend are the same person'],
    ['pending', null],
    ['ineligible', 'The customer has brought as many friends as count in a year'],
  ]);
  expect((await store.proxy('/r/ZZZZZZZZ', undefined, { render: true })).status).toBe(404);
  const vietnamese = String((await store.proxy(link, undefined)).body);
  expect(vietnamese).toContain('Một người bạn tặng bạn ưu đãi giảm');
});

test('an order that names only an address is its owner’s, and of a friend’s orders the first counts, whichever is heard of first', async () => {
  const { store, advocate } = await storeWith();
  const link = await linkOf(store, advocate);
  await bring(store, link, { customer: null, email: 'jane.doe@gmail.com' });
  expect((await listed(store)).referrals[0]).toMatchObject({
    state: 'ineligible',
    reason: { en: 'Customer and friend are the same person' },
  });
  expect(await holding(world, store, advocate)).toMatchObject({ P: 35 });
  const friend = await store.customer();
  const codes = [(await take(store, link)).code, (await take(store, link)).code];
  await world.advance('PT1H');
  const lines = [{ title: 'Coffee', price: '40.00', quantity: 1 }];
  // Held back, the first order is heard of after the second.
  await world.sim('POST', 'deliveries', { shop: store.domain, hold: true });
  await store.order({ customer: friend, lines, discountCodes: codes.slice(0, 1) });
  await world.sim('POST', 'deliveries', { shop: store.domain });
  await use(store, codes[1] ?? '', { customer: friend });
  await world.advance(`P${WINDOW}D`);
  const { referrals } = await listed(store);
  expect(referrals.map(({ state }) => state).toSorted()).toEqual(['ineligible', 'ineligible', 'rewarded']);
  expect(await holding(world, store, advocate)).toMatchObject({ A: 500 + 35, D: 0 });
});

test('a friend has one code of Shopify’s, whoever presses twice, and when its answer is lost', async () => {
  const { store, advocate } = await storeWith();
  const link = await linkOf(store, advocate);
  const codes = async () =>
    (await world.sim<{ discounts: { codes: unknown }[] }>('GET', `state?shop=${store.domain}`)).discounts.length;
  const key = crypto.randomUUID();
  const [one, two] = await Promise.all([take(store, link, { key }), take(store, link, { key })]);
  const again = await take(store, link, { key });
  expect(again.code).not.toBe('');
  for (const { status, code } of [one, two]) expect([again.code, '']).toContain(status === 200 ? code : '');
  expect(await codes()).toBe(1);
  for (const kind of ['reset', '5xx']) {
    const later = crypto.randomUUID();
    await world.sim('POST', 'faults', { kind, operation: 'CreateCode', count: 20 });
    expect(await take(store, link, { key: later })).toMatchObject({ status: 503, code: '' });
    await world.sim('POST', 'faults', {});
    await world.advance('PT20M');
    expect((await take(store, link, { key: later })).code).toMatch(/^\w{5}-\w{5}-\w{5}$/);
  }
  expect(await codes()).toBe(3);
});

test('a friend who turns out to be the customer brought nobody; an erased one leaves what was promised', async () => {
  const { store, advocate } = await storeWith();
  const link = await linkOf(store, advocate);
  const friend = await store.customer();
  await bring(store, link, { customer: friend });
  const other = await store.customer();
  await bring(store, link, { customer: other });
  expect(await holding(world, store, advocate)).toMatchObject({ P: 1000 });
  await world.sim('POST', 'customers/merge', { keep: advocate, remove: friend });
  await world.settle();
  await world.sim('POST', 'privacy', { shop: store.domain, topic: 'customers/redact', customer: other });
  await world.settle();
  await world.advance(`P${WINDOW}D`);
  expect(await holding(world, store, advocate)).toMatchObject({ A: 500 + 35 });
  const { referrals } = await listed(store);
  expect(referrals.map(({ state, friend: who }) => [state, who?.id ?? null]).toReversed()).toEqual([
    ['ineligible', digits(advocate)],
    ['rewarded', null],
  ]);
  // The link of somebody who was merged still leads to who they are now.
  expect(await linkOf(store, advocate)).toBe(link);
});

test('a store that removes the app and comes back keeps its tiers and pays what it had promised', async () => {
  const store = await world.shop({
    programme: {
      window: { days: WINDOW },
      referrals: REFERRALS,
      tiers: {
        on: true,
        period: 'lifetime',
        levels: [
          {
            id: 'first',
            name: { en: 'First', vi: 'Đầu' },
            from: '30',
            multiplier: '1',
            entryPoints: 0,
            perks: { en: '', vi: '' },
            color: null,
          },
        ],
      },
    },
  });
  const advocate = await store.customer();
  await world.settle();
  const link = await linkOf(store, advocate);
  await bring(store, link);
  expect(await holding(world, store, advocate)).toEqual(P500);
  const key = crypto.randomUUID();
  await world.sim('POST', 'faults', { kind: 'reset', operation: 'CreateCode', count: 20 });
  expect(await take(store, link, { key })).toMatchObject({ status: 503 });
  await world.sim('POST', 'uninstall', { shop: store.domain });
  await world.sim('POST', 'faults', {});
  await world.settle();
  await world.advance('PT1H');
  await world.sim('POST', 'install', { shop: store.domain });
  await world.settle();
  expect((await take(store, link, { key })).code).not.toBe('');
  await world.advance(`P${WINDOW}D`);
  expect(await holding(world, store, advocate)).toMatchObject({ P: 0, A: 500 });
  const { levels, recount } = await store.admin<TiersOverview>('GET', '/api/tiers');
  expect({ levels, recount }).toMatchObject({ levels: [{ id: 'first', members: 1 }], recount: null });
});
