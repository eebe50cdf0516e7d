/** What a thief of the database, or somebody who can write into it, gets of the stores' access tokens. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Db, openDb } from '../../db/open.ts';
import { createSecrets, UnreadableSecret } from '../../web/platform/kit/secrets.ts';
import { type AttackedWorld, startAttackedWorld } from '../support/attacked-world.ts';
import { shopIdOf } from '../support/shop-id.ts';
import { rowsOf } from '../support/tenant-rows.ts';
import type { TestStore } from '../support/world.ts';

let world: AttackedWorld;
let db: Db;
beforeAll(async () => {
  world = await startAttackedWorld();
  db = openDb(world.databaseUrl);
});
afterAll(async () => {
  await db.close();
  await world.stop();
});

const installation = async (store: TestStore) =>
  db.read
    .selectFrom('installations')
    .select(['status', 'tokens', 'token_version', 'shop_id'])
    .where('shop_id', '=', await shopIdOf(db, store.domain))
    .executeTakeFirstOrThrow();
const put = async (store: TestStore, tokens: string | null) => {
  const shopId = await shopIdOf(db, store.domain);
  await db.transaction((tx) => tx.updateTable('installations').set({ tokens }).where('shop_id', '=', shopId).execute());
};
/** Everything that the simulated Shopify has handed out for this store. */
const issued = ({ domain }: TestStore) => {
  const install = world.simulated.shops.get(domain)?.install;
  return [...(install?.accessTokens.keys() ?? []), ...(install?.refreshTokens.keys() ?? [])];
};

test('no token, secret or key stands in the database as it is', async () => {
  const store = await world.shop();
  const rows = JSON.stringify(await rowsOf(db, await shopIdOf(db, store.domain)));
  const secrets = [...issued(store), world.apiSecret, world.previousSecret, world.environment.ENCRYPTION_KEY ?? '-'];
  expect(secrets.length).toBeGreaterThan(4);
  expect(secrets.filter((secret) => rows.includes(secret))).toEqual([]);
  const { tokens } = await installation(store);
  expect(tokens).toMatch(/^v1\.[0-9a-f]{12}\.[\w-]{100,}$/);
});

test('the same tokens are never stored as the same text twice', async () => {
  const [one, other] = [await world.shop(), await world.shop()];
  const texts = [(await installation(one)).tokens, (await installation(other)).tokens];
  const secrets = createSecrets([randomBytes(32)]);
  texts.push(secrets.encrypt('same', 'row'), secrets.encrypt('same', 'row'));
  expect(new Set(texts).size).toBe(4);
});

test("a store's tokens in another store's row are no tokens: nothing is asked of Shopify with them", async () => {
  const [thief, victim] = [await world.shop(), await world.shop()];
  const customer = await victim.customer();
  await world.settle();
  await put(thief, (await installation(victim)).tokens);
  const used = world.simulated.shops.get(victim.domain)?.install?.accessTokens.size;
  // Unknown to the thief's mirror, so Shopify has to be asked.
  const id = customer.slice(customer.lastIndexOf('/') + 1);
  const answer = await thief.adminAnswer('GET', `/api/customers/${id}`);
  expect([403, 404]).toContain(answer.status);
  expect(world.simulated.shops.get(victim.domain)?.install?.accessTokens.size).toBe(used);
  expect(world.logged()).toContain('cannot be decrypted');
});

test.each<[what: string, change: (text: string) => string]>([
  ['one letter changed', (text) => `${text.slice(0, -4)}${text.at(-4) === 'A' ? 'B' : 'A'}${text.slice(-3)}`],
  ['its end cut off', (text) => text.slice(0, -8)],
  ['everything but its name cut off', (text) => text.split('.').slice(0, 2).join('.')],
  ['the name of another key', (text) => text.replace(/\.[0-9a-f]{12}\./, '.000000000000.')],
  ['the version of another age', (text) => text.replace('v1', 'v0')],
  ['the token in plain letters', () => '{"accessToken":"shpat_stolen"}'],
])('a stored token with %s opens nothing, and the merchant mends it by opening the app', async (_what, change) => {
  const store = await world.shop();
  await put(store, change((await installation(store)).tokens ?? ''));
  await world.sim('POST', 'shops/update', { shop: store.domain, name: 'Renamed' });
  await world.settle();
  expect(await store.adminAnswer('GET', '/api/home')).toMatchObject({ status: 200 });
  await world.settle();
  expect(await installation(store)).toMatchObject({ status: 'active' });
});

test('a key that was rotated still opens what it closed, a key that was dropped does not', () => {
  const [old, present, other] = [randomBytes(32), randomBytes(32), randomBytes(32)];
  const text = createSecrets([old]).encrypt('token', 'installations:1');
  expect(createSecrets([present, old]).decrypt(text, 'installations:1')).toBe('token');
  expect(() => createSecrets([present, other]).decrypt(text, 'installations:1')).toThrow(UnreadableSecret);
  expect(() => createSecrets([old]).decrypt(text, 'installations:2')).toThrow(UnreadableSecret);
  expect(createSecrets([present, old]).encrypt('token', 'x').split('.')[1]).not.toBe(text.split('.')[1]);
});
