/** Points for something else than an order: an account, a birthday, a newsletter, a tap, and what the merchant's programs say. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { NewApiKey } from '../../web/platform/api-keys/api-types.ts';
import { digits, holding, ledgerDifferences } from '../support/points-book.ts';
import { startWorld, type TestStore, type TestWorld } from '../support/world.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await startWorld({ startAt: '2026-12-10T00:00:00Z' });
});
afterAll(async () => {
  expect(await ledgerDifferences(world)).toEqual([]);
  await world.stop();
});

const offering = (actions: object, more: object = {}) => ({ programme: { earn: { actions }, ...more } });
const available = async (store: TestStore, customer: string) => (await holding(world, store, customer)).A;
const update = (customer: string, more: object) => world.sim('POST', 'customers/update', { customer, ...more });
const json = ({ status, body }: { status: number; body: unknown }) => ({
  status,
  body: typeof body === 'string' ? JSON.parse(body) : body,
});
const tap = async (store: TestStore, path: string, customer: string | undefined, body: object = {}) =>
  json(await store.proxy(path, customer, { body: { locale: 'en', ...body } }));

describe('a birthday', () => {
  const birthday = offering({ birthday: { points: 50 } }, {});
  const tell = (store: TestStore, customer: string, month: number, day: number, locale = 'en') =>
    tap(store, '/birthday', customer, { month, day, locale });

  test('is of the store’s own year, also where that begins before the others’: who is merged keeps one of each', async () => {
    const store = await world.shop({ ...birthday, timeZone: 'Pacific/Auckland' });
    const [old, fresh, twin] = [await store.customer(), await store.customer(), await store.customer()];
    await tell(store, old, 12, 20);
    await tell(store, fresh, 1, 1);
    await tell(store, twin, 1, 1);
    await world.advanceTo('2026-12-31T20:00:00Z');
    expect([await available(store, old), await available(store, fresh)]).toEqual([50, 50]);
    await world.sim('POST', 'customers/merge', { keep: old, remove: fresh });
    await world.sim('POST', 'customers/merge', { keep: old, remove: twin });
    await world.settle();
    expect(await available(store, old)).toBe(100);
    await world.sim('POST', 'uninstall', { shop: store.domain });
  });

  test('brings points in its morning in the store, on 28 February who was born on the 29th where there is none', async () => {
    const store = await world.shop({ ...birthday, timeZone: 'Asia/Ho_Chi_Minh' });
    const [leap, late, spring] = [await store.customer(), await store.customer(), await store.customer()];
    expect(await tell(store, leap, 2, 29)).toMatchObject({ status: 200, body: { month: 2, day: 29 } });
    expect(await tell(store, spring, 3, 1)).toMatchObject({ status: 200 });
    await world.advanceTo('2027-02-25T00:00:00Z');
    // Three days before: theirs is the next one.
    expect(await tell(store, late, 2, 28)).toMatchObject({ status: 200 });
    await world.advanceTo('2027-02-28T01:59:59Z');
    expect(await available(store, leap)).toBe(0);
    await world.advanceTo('2027-02-28T02:00:00Z');
    expect([await available(store, leap), await available(store, late), await available(store, spring)]).toEqual([
      50, 0, 0,
    ]);
    await world.advanceTo('2027-03-01T02:00:00Z');
    expect(await available(store, spring)).toBe(50);
  });

  test('is changed once a year, must be a day, and goes with the person', async () => {
    const store = await world.shop({ ...birthday, timeZone: 'America/New_York' });
    const customer = await store.customer();
    expect(await tell(store, customer, 2, 30)).toMatchObject({ status: 422, body: { reason: 'no_such_day' } });
    expect(await tell(store, customer, 12, 24)).toMatchObject({ status: 200, body: { month: 12, day: 24 } });
    expect(await tell(store, customer, 12, 24)).toMatchObject({ status: 200 });
    expect(await tell(store, customer, 12, 25, 'vi')).toMatchObject({
      status: 409,
      body: { reason: 'too_soon', error: expect.stringContaining('mỗi năm') },
    });
    await world.sim('POST', 'privacy', { shop: store.domain, topic: 'customers/redact', customer });
    await world.settle();
    expect(await tell(store, customer, 12, 24)).toMatchObject({ status: 409 });
  });
});

describe('an account', () => {
  const signUp = offering({ signUp: { points: 100 } });

  test('brings points once: when it is made, or when somebody who bought as a guest makes one', async () => {
    const store = await world.shop(signUp);
    const made = await store.customer({ account: true });
    const guest = await store.customer();
    expect([await available(store, made), await available(store, guest)]).toEqual([100, 0]);
    await update(guest, { account: true });
    expect(await available(store, guest)).toBe(100);
    await update(guest, { account: false });
    await update(guest, { account: true });
    await update(made, { firstName: 'Other' });
    expect([await available(store, made), await available(store, guest)]).toEqual([100, 100]);
  });

  test('that is older than the offer, or of somebody left out, or in a pause, brings nothing', async () => {
    const store = await world.shop({ programme: { exclude: { customerTags: ['staff'] } } });
    const old = await store.customer({ account: true });
    await world.advance('PT1M');
    await store.programme({ earn: { actions: { signUp: { points: 100 } } } });
    await world.settle();
    const staff = await store.customer({ account: true, tags: ['Staff'] });
    expect([await available(store, old), await available(store, staff)]).toEqual([0, 0]);
    expect(await tap(store, '/actions/sign_up', old)).toMatchObject({ status: 409, body: { reason: 'not_new' } });
    await store.programme({ status: 'paused' });
    const paused = await store.customer({ account: true });
    expect(await available(store, paused)).toBe(0);
    expect(await tap(store, '/actions/sign_up', paused)).toMatchObject({ body: { reason: 'not_offered' } });
  });

  test('without a state of its own brings them at a tap on Join, once, and a merge keeps one of two', async () => {
    const store = await world.shop(signUp);
    await world.advance('PT1M');
    const [one, other] = [await store.customer(), await store.customer()];
    const offered = async () => json(await store.proxy('/panel', one)).body.parts.includes('join');
    expect(await offered()).toBe(true);
    expect(await tap(store, '/actions/sign_up', one)).toEqual({ status: 200, body: { points: 100, available: 100 } });
    expect(await offered()).toBe(false);
    expect(await tap(store, '/actions/sign_up', one)).toEqual({ status: 200, body: { points: 0, already: true } });
    expect(await tap(store, '/actions/sign_up', undefined)).toMatchObject({ status: 401 });
    await tap(store, '/actions/sign_up', other);
    await world.sim('POST', 'customers/merge', { keep: one, remove: other });
    expect(await available(store, one)).toBe(100);
    expect(await tap(store, '/actions/sign_up', one)).toMatchObject({ body: { already: true } });
  });
});

test('a newsletter brings points once, to whoever agrees while it is rewarded', async () => {
  const store = await world.shop();
  const early = await store.customer({ marketing: true });
  await world.advance('PT1M');
  await store.programme({ earn: { actions: { newsletter: { points: 30 } } } });
  await world.settle();
  await world.advance('PT1M');
  const [late, never, atOnce] = [
    await store.customer(),
    await store.customer(),
    await store.customer({ marketing: true }),
  ];
  await update(late, { marketing: true });
  await update(early, { firstName: 'Still' });
  const held = () => Promise.all([early, late, never, atOnce].map((customer) => available(store, customer)));
  expect(await held()).toEqual([0, 30, 0, 30]);
  await update(late, { marketing: false });
  await update(late, { marketing: true });
  expect(await held()).toEqual([0, 30, 0, 30]);
});

test('a tap on a link of a network brings points once for each network, whatever the link is called', async () => {
  const link = (id: string, network: 'instagram' | 'other') => ({
    id,
    network,
    url: 'https://example.com/',
    points: 5,
  });
  const store = await world.shop(offering({ social: [link('insta', 'instagram'), link('forum', 'other')] }));
  const customer = await store.customer();
  expect(await tap(store, '/actions/insta', customer)).toEqual({ status: 200, body: { points: 5, available: 5 } });
  expect(await tap(store, '/actions/insta', customer)).toMatchObject({ body: { already: true } });
  expect(await tap(store, '/actions/forum', customer)).toMatchObject({ body: { points: 5 } });
  expect(await tap(store, '/actions/nowhere', customer)).toMatchObject({
    status: 409,
    body: { reason: 'not_offered' },
  });
  await store.programme({ earn: { actions: { social: [link('insta-2', 'instagram')] } } });
  expect(await tap(store, '/actions/insta-2', customer)).toMatchObject({ body: { already: true } });
  expect(await available(store, customer)).toBe(10);
});

describe("the merchant's own programs", () => {
  const custom = [
    { id: 'recycle', name: { en: 'Recycle', vi: '' }, points: 20, limit: { times: 2, period: 'week' as const } },
    { id: 'visit', name: { en: 'Visit', vi: '' }, points: 5, limit: null },
  ];
  const review = { points: 40, limit: { times: 1, period: 'ever' as const } };

  async function call(text: string, body: object) {
    const response = await fetch(`${world.appUrl}/api/actions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${text}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: await response.json() };
  }

  test('say what a customer has done, by a key of theirs: once for each of their own keys, within the limit', async () => {
    const email = 'Recycler@example.com';
    const store = await world.shop(offering({ custom, review }));
    const customer = await store.customer({ email });
    await world.settle();
    const { text } = await store.admin<NewApiKey>('POST', '/api/keys', { name: 'Till', scopes: ['actions'] });
    const id = digits(customer);
    const first = { status: 200, body: { customer: id, action: 'recycle', points: 20 } };
    expect(await call(text, { customer: id, action: 'recycle', key: 'a' })).toEqual(first);
    expect(await call(text, { customer, action: 'recycle', key: 'a' })).toEqual(first);
    expect(await call(text, { customer: email.toLowerCase(), action: 'visit', key: 'a' })).toMatchObject({
      status: 409,
    });
    const answers = await Promise.all(
      ['b', 'c', 'd', 'e'].map((key) => call(text, { customer: email, action: 'recycle', key })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.find(({ status }) => status === 409)).toMatchObject({ body: { code: 'limit_reached' } });
    expect(await available(store, customer)).toBe(40);
    await world.advance('P7D');
    expect(await call(text, { customer: id, action: 'recycle', key: 'f' })).toMatchObject({ status: 200 });
    expect(await call(text, { customer: id, action: 'review', key: 'r1' })).toMatchObject({ body: { points: 40 } });
    expect(await call(text, { customer: id, action: 'review', key: 'r2' })).toMatchObject({ status: 409 });
    expect(await call(text, { customer: id, action: 'sing', key: 's' })).toMatchObject({
      body: { code: 'not_offered' },
    });
    expect(await call(text, { customer: '999', action: 'visit', key: 's' })).toMatchObject({ status: 404 });
    expect(await call(text, { customer: id, action: 'visit', key: 's', points: 9 })).toMatchObject({ status: 403 });
    // An action that is not offered any more is still answered as it was.
    await store.programme({ earn: { actions: { custom: [] } } });
    expect(await call(text, { customer: id, action: 'recycle', key: 'a' })).toEqual(first);
    expect(await available(store, customer)).toBe(100);
  });

  test('may say how many points where their key may, and nothing once it is revoked', async () => {
    const store = await world.shop(offering({ custom }));
    const customer = await store.customer();
    await world.settle();
    const key = await store.admin<NewApiKey>('POST', '/api/keys', { name: 'All', scopes: ['actions', 'points'] });
    expect(await call(key.text, { customer, action: 'visit', key: '1', points: 9 })).toMatchObject({
      body: { points: 9 },
    });
    expect(await call(key.text, { customer, action: 'visit', key: '1', points: 8 })).toMatchObject({ status: 409 });
    const listed = await store.admin<object>('GET', '/api/keys');
    expect(listed).toMatchObject({ keys: [{ id: key.id, name: 'All', lastUsedAt: expect.any(String) }] });
    expect(JSON.stringify(listed)).not.toContain(key.text.slice(-20));
    await store.admin('DELETE', `/api/keys/${key.id}`);
    expect(await call(key.text, { customer, action: 'visit', key: '2' })).toMatchObject({ status: 401 });
  });

  test('of Shopify Flow give points, once for each run', async () => {
    const store = await world.shop();
    const customer = await store.customer();
    await world.settle();
    const run = (runId: string, properties: object) =>
      world.sim<{ status: number; done: boolean }>('POST', 'flow/run', {
        shop: store.domain,
        action: 'give-points',
        properties,
        runId,
      });
    expect(await run('r1', { customer_id: customer, points: '25' })).toMatchObject({ done: true });
    expect(await run('r1', { customer_id: customer, points: '25' })).toMatchObject({ done: true });
    expect(await run('r1', { customer_id: customer, points: '26' })).toMatchObject({ status: 409 });
    expect(await run('r2', { customer_id: customer, points: '2.5' })).toMatchObject({ status: 422 });
    expect(await run('r3', { customer_id: 'gid://shopify/Customer/99', points: '5' })).toMatchObject({ status: 404 });
    expect(await available(store, customer)).toBe(25);
    await store.programme({ status: 'paused' });
    expect(await run('r4', { customer_id: customer, points: '5' })).toMatchObject({ done: false });
  });
});
