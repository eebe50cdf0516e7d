/** What is decided when nobody knows what Shopify did. The Shopify here does what a test says. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Db, openDb } from '../../../db/open.ts';
import { freshDatabase, type TestDatabase } from '../../../test/support/database.ts';
import { readConfig } from '../../config.ts';
import { HOUR, MINUTE } from '../../platform/kit/clock.ts';
import type { CustomerId, ShopId } from '../../platform/kit/ids.ts';
import type { Services } from '../../platform/manifest.ts';
import { AdminApiError } from '../../platform/shopify/admin-api.ts';
import { type Making, makeOffer, offerCode, type Settled, wantOffer } from './make-offer.ts';
import type { OfferTerms } from './terms.ts';

let database: TestDatabase;
let db: Db;
let shopId = 0 as ShopId;
let now = 0;
const config = readConfig({
  DATABASE_URL: 'sqlite:unused',
  APP_URL: 'https://app.example.com',
  SHOPIFY_API_KEY: 'key',
  SHOPIFY_API_SECRET: 'secret',
  ENCRYPTION_KEY: randomBytes(32).toString('base64'),
});
/** Operation → what is answered; a function may throw. */
let answers: Record<string, () => unknown>;
let asked: string[];
let settled: Settled[];
beforeAll(async () => {
  database = await freshDatabase();
  db = openDb(database.url);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});
beforeEach(() => {
  shopId = (shopId + 1) as ShopId;
  now = Date.UTC(2026, 2, 2);
  [answers, asked, settled] = [{}, [], []];
});

const shopify: Services['shopify'] = {
  async graphql(_shopId, operation) {
    asked.push(operation.name);
    const answer = answers[operation.name];
    if (!answer) throw new Error(`nobody expected ${operation.name}`);
    return operation.data.parse(answer());
  },
  backgroundWaitMs: () => 0,
  openBulkResult: () => Promise.reject(new Error('there is none')),
};
const services = (): Services => {
  const used: Pick<Services, 'db' | 'clock' | 'shopify' | 'config'> = {
    db,
    clock: { now: () => now },
    shopify,
    config,
  };
  return used as Services;
};
const lost = () => {
  throw new AdminApiError('outage', 'it', 'lost');
};
const make = (id: string, first = false): Promise<Making> =>
  makeOffer(services(), shopId, id, { first, onSettled: async (_tx, one) => void settled.push(one) });
const want = (id: string, terms: OfferTerms, atOnce = true) =>
  db.transaction((tx) => wantOffer(services(), tx, shopId, { id, customerId: '91' as CustomerId, terms, atOnce }));

const credit: OfferTerms = { kind: 'storeCredit', amount: 500, currency: 'USD', endsAt: null };
const code: OfferTerms = {
  kind: 'amount',
  amount: 500,
  currency: 'USD',
  entitled: { items: 'all' },
  title: 'Five off',
  startsAt: 0,
  endsAt: null,
  minimumSubtotal: null,
  combinesWith: { order: false, product: true, shipping: true },
};
const credits = (...given: { id: string; at: number; amount?: string; expiresAt?: string }[]) => ({
  customer: {
    storeCreditAccounts: {
      nodes: [
        {
          transactions: {
            nodes: given.map(({ id, at, amount = '5.0', expiresAt = null }) => ({
              id: `gid://shopify/StoreCreditAccountCreditTransaction/${id}`,
              createdAt: new Date(at).toISOString(),
              event: 'ADJUSTMENT',
              amount: { amount },
              expiresAt,
            })),
          },
        },
      ],
    },
  },
});
const given = (id: string) => ({
  storeCreditAccountCredit: { storeCreditAccountTransaction: { id }, userErrors: [] },
});

test('credit whose answer was lost is looked for only when no try can be under way any more', async () => {
  await want('a', credit);
  answers.GiveStoreCredit = lost;
  await expect(make('a', true)).rejects.toThrow('lost');
  now += 9 * MINUTE;
  expect(await make('a')).toEqual({ outcome: 'later', at: Date.UTC(2026, 2, 2) + 10 * MINUTE });
  expect(asked).toEqual(['GiveStoreCredit']);
  now += MINUTE;
  // It was not done: it is given now, and if that answer is lost as well, another ten minutes pass.
  answers.LatestCredits = () => credits();
  await expect(make('a')).rejects.toThrow('lost');
  expect(await make('a')).toEqual({ outcome: 'later', at: now + 10 * MINUTE });
  now += 10 * MINUTE;
  answers.LatestCredits = () => credits({ id: '7', at: now - 9 * MINUTE });
  expect(await make('a')).toEqual({ outcome: 'made', code: null });
  expect(asked.filter((name) => name === 'GiveStoreCredit')).toHaveLength(2);
  expect(settled).toHaveLength(1);
});

test('a credit belongs to one offer: not one that was known, earlier, of another amount, or with another end', async () => {
  await want('a', credit);
  answers.GiveStoreCredit = () => given('7');
  expect(await make('a', true)).toMatchObject({ outcome: 'made' });
  await want('b', credit);
  answers.GiveStoreCredit = lost;
  await expect(make('b', true)).rejects.toThrow('lost');
  now += 10 * MINUTE;
  answers.LatestCredits = () =>
    credits(
      { id: '12', at: now, expiresAt: '2027-01-01T00:00:00Z' },
      { id: '11', at: now, amount: '4.0' },
      { id: '10', at: now - HOUR },
      { id: '7', at: now - 10 * MINUTE },
    );
  answers.GiveStoreCredit = () => given('13');
  expect(await make('b')).toEqual({ outcome: 'made', code: null });
  expect(asked.at(-1)).toBe('GiveStoreCredit');
});

test('a gift card whose code is taken was made by an earlier try', async () => {
  await want('a', { kind: 'giftCard', amount: 500, currency: 'USD', lastDay: null, note: 'A reward' });
  answers.CreateGiftCard = lost;
  await expect(make('a', true)).rejects.toThrow('lost');
  answers.CreateGiftCard = () => ({
    giftCardCreate: {
      giftCard: null,
      userErrors: [{ field: ['input', 'code'], message: 'Code has already been taken', code: 'TAKEN' }],
    },
  });
  const making = await make('a');
  expect(making).toMatchObject({ outcome: 'made', code: expect.stringMatching(/^[A-Z2-9]{16}$/) });
  expect(await make('a')).toEqual(making);
  expect(settled).toHaveLength(1);
  // Whoever has the code has the money: it stands nowhere as it is.
  const kept = await db.read.selectFrom('offers').selectAll().where('shop_id', '=', shopId).execute();
  expect(JSON.stringify(kept)).not.toContain('code' in making ? making.code : 'nothing');
  expect(await offerCode(services(), shopId, 'a')).toBe('code' in making ? making.code : 'nothing');
});

test('what a job is the first to make is not looked for; what was tried is', async () => {
  await want('a', code, false);
  answers.CreateCode = lost;
  await expect(make('a')).rejects.toThrow('lost');
  expect(asked).toEqual(['CreateCode']);
  answers.FindCode = () => ({ codeDiscountNodeByCode: { id: 'gid://shopify/DiscountCodeNode/5' } });
  expect(await make('a')).toMatchObject({ outcome: 'made' });
  expect(asked).toEqual(['CreateCode', 'FindCode']);
});

test('what is not there after six hours is given up, and is said to be refused once', async () => {
  await want('a', code);
  answers.CreateCode = lost;
  answers.FindCode = () => ({ codeDiscountNodeByCode: null });
  await expect(make('a', true)).rejects.toThrow('lost');
  now += 6 * HOUR - 1;
  await expect(make('a')).rejects.toThrow('lost');
  now += 1;
  expect(await make('a')).toMatchObject({ outcome: 'refused' });
  expect(await make('a')).toMatchObject({ outcome: 'refused' });
  expect(settled).toEqual([{ outcome: 'refused', problem: 'Shopify did not answer in time.' }]);
});

test('of two that hear of it at once the first one tells', async () => {
  await want('a', code);
  answers.CreateCode = () => ({
    discountCodeBasicCreate: { codeDiscountNode: { id: 'gid://shopify/DiscountCodeNode/5' }, userErrors: [] },
  });
  const both = await Promise.all([make('a', true), make('a', true)]);
  expect(both[0]).toEqual(both[1]);
  expect(settled).toHaveLength(1);
});
