/** Programs that call the app: the merchant's own, by a key, and Shopify Flow, by Shopify's signature. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { NewApiKey } from '../../web/platform/api-keys/api-types.ts';
import { type AttackedWorld, startAttackedWorld } from '../support/attacked-world.ts';
import { bodySignature, send } from '../support/attacker.ts';
import { digits, holding } from '../support/points-book.ts';
import type { TestStore } from '../support/world.ts';

let world: AttackedWorld;
let store: TestStore;
let other: TestStore;
let customer: string;
let foreign: string;
let key: NewApiKey;
let foreignKey: NewApiKey;
beforeAll(async () => {
  world = await startAttackedWorld();
  const custom = [{ id: 'visit', name: { en: 'Visit', vi: '' }, points: 5, limit: null }];
  const options = { programme: { earn: { actions: { custom } } } };
  store = await world.shop(options);
  other = await world.shop(options);
  customer = await store.customer({ email: 'one@example.com' });
  foreign = await other.customer({ email: 'foreign@example.com' });
  await world.settle();
  const newKey = (of: TestStore, scopes: string[]) =>
    of.admin<NewApiKey>('POST', '/api/keys', { name: 'Till', scopes });
  key = await newKey(store, ['actions']);
  foreignKey = await newKey(other, ['actions', 'points']);
  world.secret(key.text, foreignKey.text);
});
afterAll(() => world.stop());

const json = { 'content-type': 'application/json' };
const bearer = (text: string) => ({ authorization: `Bearer ${text}`, ...json });
const body = (more: object = {}) =>
  JSON.stringify({ customer: digits(customer), action: 'visit', key: crypto.randomUUID(), ...more });
const act = (headers: Record<string, string>, text = body()) =>
  send(world.appUrl, '/api/actions', { method: 'POST', headers, body: text });
const held = (of: TestStore, who: string) => holding(world, of, who).then(({ A }) => A);

test('a key opens its own store, and nothing but what it is for', async () => {
  expect((await act(bearer(key.text))).status).toBe(200);
  expect(await held(store, customer)).toBe(5);
  for (const who of [digits(foreign), foreign, 'foreign@example.com'])
    expect((await act(bearer(key.text), body({ customer: who }))).status).toBe(404);
  expect((await act(bearer(foreignKey.text))).status).toBe(404);
  for (const path of ['/api/programme', '/api/customers', '/api/keys', '/api/actions'])
    expect((await send(world.appUrl, path, { headers: bearer(key.text) })).status).toBe(401);
  const none = await act(bearer(key.text), body({ points: 1_000 }));
  expect([none.status, JSON.parse(none.body).field]).toEqual([403, 'points']);
  expect([await held(store, customer), await held(other, foreign)]).toEqual([5, 0]);
});

test('whoever has no key of this store gets nothing, and is told nothing', async () => {
  const [, shop = '', id = '', secret = ''] = key.text.split('_');
  const [, otherShop = '', otherId = '', otherSecret = ''] = foreignKey.text.split('_');
  const wrong = [
    {},
    bearer(''),
    bearer(secret),
    bearer(`rgl_${otherShop}_${id}_${secret}`),
    bearer(`rgl_${shop}_${otherId}_${otherSecret}`),
    bearer(`rgl_${shop}_${id}_${otherSecret}`),
    bearer(`rgl_${shop}_${id}_${secret.slice(1)}0`),
    bearer(`${key.text}0`),
    bearer(key.text.toUpperCase()),
    bearer(world.staffToken(store.domain)),
    { ...json, authorization: `Basic ${Buffer.from(`${key.text}:`).toString('base64')}` },
    { ...json, 'x-api-key': key.text },
  ].map((headers) => ({ ...json, ...headers }));
  const answers = await Promise.all(wrong.map((headers) => act(headers)));
  expect(answers.map(({ status }) => status)).toEqual(wrong.map(() => 401));
  expect(new Set(answers.map((answer) => answer.body)).size).toBe(1);
  expect(
    (await send(world.appUrl, `/api/actions?key=${key.text}`, { method: 'POST', headers: json, body: body() })).status,
  ).toBe(401);
  expect(await held(store, customer)).toBe(5);
});

test('a body that is not understood does nothing', async () => {
  const bodies = [
    '',
    'no json',
    '[]',
    'null',
    JSON.stringify({ customer: digits(customer), action: 'visit' }),
    body({ customer: { $ne: '' } }),
    body({ customer: `' or '1'='1` }),
    body({ action: '__proto__' }),
    body({ shop: other.domain }),
    body({ shopId: 1 }),
    body({ key: 'k'.repeat(201) }),
    body({ points: -5 }),
    body({ points: 1e9 }),
    `{"customer":"${digits(customer)}","action":"visit","key":"\u0000"}`,
  ];
  const answers = await Promise.all(bodies.map((text) => act(bearer(key.text), text)));
  for (const { status } of answers) expect([400, 403, 404, 409, 422]).toContain(status);
  expect((await act(bearer(key.text), `"${'x'.repeat(70_000)}"`)).status).toBe(413);
  expect((await act({ ...bearer(key.text), 'content-encoding': 'gzip' })).status).toBe(415);
  expect(await held(store, customer)).toBe(5);
});

test('a key that was revoked, or whose store has removed the app, is dead at once', async () => {
  const gone = await world.shop({});
  const text = (await gone.admin<NewApiKey>('POST', '/api/keys', { name: 'Gone', scopes: ['actions'] })).text;
  world.secret(text);
  const somebody = await gone.customer();
  await world.settle();
  const asked = body({ customer: digits(somebody), action: 'visit' });
  expect((await act(bearer(text), asked)).status).toBe(409);
  await world.sim('POST', 'uninstall', { shop: gone.domain });
  await world.settle();
  expect((await act(bearer(text), asked)).status).toBe(401);
  const revoked = await store.admin<NewApiKey>('POST', '/api/keys', { name: 'Old', scopes: ['actions'] });
  world.secret(revoked.text);
  expect((await other.adminAnswer('DELETE', `/api/keys/${revoked.id}`)).status).toBe(404);
  await store.admin('DELETE', `/api/keys/${revoked.id}`);
  expect((await act(bearer(revoked.text))).status).toBe(401);
});

test('a key that calls too often has to wait, and others do not', async () => {
  const eager = await store.admin<NewApiKey>('POST', '/api/keys', { name: 'Eager', scopes: ['actions'] });
  world.secret(eager.text);
  const same = body({ key: 'the same' });
  // All at one moment, however long the machine takes for them.
  const moment = vi.spyOn(performance, 'now').mockReturnValue(performance.now());
  const answers = await Promise.all(Array.from({ length: 150 }, () => act(bearer(eager.text), same)));
  const late = answers.filter(({ status }) => status === 429);
  expect(late).toHaveLength(50);
  expect(late[0]?.headers['retry-after']).toBe('1');
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(100);
  expect((await act(bearer(key.text), same)).status).toBe(200);
  moment.mockRestore();
  expect(await held(store, customer)).toBe(10);
});

test('Flow is believed by its signature, for the store and the action that it names', async () => {
  const run = (more: object = {}) =>
    JSON.stringify({
      shop_id: 1,
      shopify_domain: store.domain,
      action_run_id: crypto.randomUUID(),
      action_definition_id: 'x',
      handle: 'give-points',
      properties: { customer_id: customer, points: '7' },
      ...more,
    });
  const flow = (text: string, signature = world.sign(text), path = '/api/flow/give-points') =>
    send(world.appUrl, path, { method: 'POST', headers: { ...json, 'x-shopify-hmac-sha256': signature }, body: text });
  expect((await flow(run())).status).toBe(200);
  expect((await flow(run(), bodySignature(run(), world.previousSecret))).status).toBe(401);
  const text = run();
  const refused = [
    await flow(text, ''),
    await flow(text, world.sign(`${text} `)),
    await flow(text, bodySignature(text, 'guessed')),
    await flow(run({ handle: 'take-points' })),
    await flow(run({ handle: undefined })),
    await flow(run({ shopify_domain: 'evil.example' })),
    await flow(run({ action_run_id: '' })),
    await flow('no json'),
    await flow('{}'),
    await send(world.appUrl, '/api/flow/give-points', { method: 'POST', headers: bearer(key.text), body: text }),
  ];
  expect(refused.map(({ status }) => status)).toEqual(refused.map(() => 401));
  expect((await flow(run({ shopify_domain: 'unknown-store.myshopify.com' }))).status).toBe(404);
  expect((await flow(run({ properties: { customer_id: foreign, points: '7' } }))).status).toBe(404);
  expect((await flow(run({ properties: { customer_id: customer, points: '7; drop table' } }))).status).toBe(422);
  expect([await held(store, customer), await held(other, foreign)]).toEqual([17, 0]);
});
