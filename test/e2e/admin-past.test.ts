/** What was before the app, and what could not be done: the pages of the order history, of awarding past orders and of unfinished updates. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Db, openDb } from '../../db/open.ts';
import type { PastOrders, SetupGuide } from '../../web/loyalty/points/api-types.ts';
import type { HistoryProgress } from '../../web/mirror/history/api-types.ts';
import type { Reconciliation } from '../../web/mirror/reconciliation/api-types.ts';
import type { DeadLetterPage } from '../../web/platform/dead-letters/api-types.ts';
import { setAside } from '../../web/platform/jobs/set-aside.ts';
import type { ShopDomain } from '../../web/platform/kit/ids.ts';
import { installationOfDomain } from '../../web/platform/shopify/find-installation.ts';
import { adminPages, digits, picture, tooWideAt } from '../support/admin-pages.ts';
import type { TestStore } from '../support/world.ts';

const pages = adminPages();
const { open } = pages;
let db: Db;
beforeAll(() => {
  db = openDb(pages.world.databaseUrl);
});
afterAll(() => db.close());

const thing = (price: string) => ({ title: 'Thing', price, quantity: 1 });

/** Orders of 2025 for 10, 20 and 40 by two customers, one of nobody, one too small for a point: all from before the programme. */
async function oldStore(options: { currency?: 'VND'; locale?: string; timeZone?: string } = {}) {
  const store = await pages.world.shop({ name: 'Old Shop', ...options });
  const price = (dollars: string) => (options.currency === 'VND' ? String(Number(dollars) * 10_000) : dollars);
  const anna = await store.customer({ firstName: 'Anna', lastName: 'Nowak' });
  const binh = await store.customer({ firstName: 'Bình', lastName: 'Trần' });
  await store.buy(anna, price('10.00'), { at: '2025-02-01T12:00:00Z' });
  await store.buy(anna, price('20.00'), { at: '2025-06-01T12:00:00Z' });
  await store.buy(binh, price('40.00'), { at: '2025-09-01T12:00:00Z' });
  await store.buy(binh, price('0.50'), { at: '2025-09-02T12:00:00Z' });
  await store.order({ at: '2025-09-03T12:00:00Z', lines: [thing(price('9.00'))] });
  await pages.world.settle();
  return { store, anna, binh };
}

async function giveUp(store: TestStore, kind: string, key: string, error: string): Promise<void> {
  const installation = await installationOfDomain(db.read, store.domain as ShopDomain);
  if (!installation) throw new Error(`${store.domain} is not known`);
  const now = (await pages.world.now()).getTime();
  await db.transaction((tx) =>
    setAside(
      tx,
      { shopId: installation.shopId, kind, key },
      { state: 'dead', payload: null, attempts: 20, error, now },
    ),
  );
}

test('the reading of past orders begins by itself, can be left, and is found again', async () => {
  const store = await pages.world.shop({ install: false });
  const customer = await store.customer();
  for (const price of ['10.00', '20.00', '30.00']) await store.buy(customer, price);
  await pages.world.sim('POST', 'bulkOperations', { duration: 'PT30M' });
  await pages.world.sim('POST', 'install', { shop: store.domain });
  await pages.world.settle();

  const { page, app } = await open(store);
  await app.getByRole('button', { name: 'Bring in your order history Not done yet' }).click();
  await app
    .getByText('Asking Shopify for your orders')
    .or(app.getByText('Shopify is collecting your orders'))
    .waitFor();
  await app.getByRole('link', { name: 'Open order history' }).click();
  await app.getByRole('heading', { level: 1, name: 'Order history' }).waitFor();
  await app.getByText('You can leave this page').waitFor();
  await page.getByRole('link', { name: 'Customers' }).click();
  await app.getByRole('heading', { level: 1, name: 'Customers' }).waitFor();
  await pages.world.advance('PT40M');
  await pages.world.sim('POST', 'bulkOperations', { duration: 'PT0S' });

  await page.getByRole('link', { name: 'Order history' }).click();
  await app.getByText('3 orders were brought in.').waitFor();
  await app.getByText('The oldest one is of Mar 2, 2026.').waitFor();
  expect(await app.getByText('You can leave this page').count()).toBe(0);
  await app.getByText('only the orders of the last 60 days').waitFor();
  await app
    .getByRole('button', { name: 'Home' })
    .or(app.getByRole('link', { name: 'Home' }))
    .click();
  await app.getByRole('button', { name: 'Bring in your order history Done' }).waitFor();
});

test('when Shopify refuses, the page says what to do and stays so until it was begun again', async () => {
  const store = await pages.world.shop({ install: false });
  await store.buy(await store.customer(), '10.00');
  await pages.world.sim('POST', 'faults', { kind: 'failed', errorCode: 'ACCESS_DENIED', count: 1 });
  await pages.world.sim('POST', 'install', { shop: store.domain });
  await pages.world.settle();
  await pages.world.sim('POST', 'faults', {});

  const { app } = await open(store, '/history');
  await app.getByText('Regulars isn’t allowed to read your orders').waitFor();
  await app.getByRole('button', { name: 'Start again' }).click();
  await pages.world.settle();
  await app.getByText('1 order was brought in.').waitFor();
  expect(await app.getByText('Regulars isn’t allowed').count()).toBe(0);
});

test('the comparison says what had been missed, when somebody asks for it', async () => {
  const store = await pages.world.shop();
  await pages.world.sim('POST', 'deliveries', { shop: store.domain, drop: 1 });
  const customer = await store.customer();
  await store.buy(customer, '10.00');
  await pages.world.settle();
  await pages.world.sim('POST', 'deliveries', { shop: store.domain });
  await pages.world.advance('PT1H');

  const { page, app } = await open(store, '/history');
  await app.getByText('Nothing had been missed.').waitFor();
  await app.getByRole('button', { name: 'Compare now' }).click();
  await page.getByText('Comparing with Shopify').waitFor();
  await pages.world.settle();
  await app.getByText('1 order had been missed and was brought in').waitFor();
  expect((await store.balance(customer)).pending).toBe(10);
});

test('past orders are awarded as they were previewed, after the merchant has agreed to the very numbers', async () => {
  const { store, anna, binh } = await oldStore();
  const { page, app } = await open(store, '/programme');
  await app
    .getByRole('link', { name: 'Award past orders' })
    .or(app.getByRole('button', { name: 'Award past orders' }))
    .click();
  await app.getByRole('heading', { level: 1, name: 'Award past orders' }).waitFor();

  const day = app.getByLabel('Award orders from this day on');
  await app.getByRole('button', { name: 'See what would happen' }).click();
  await app.getByText('Choose a day', { exact: true }).waitFor();
  await day.fill('2030-01-01');
  await app.getByText('Choose a day before your program started').waitFor();
  await day.fill('2025-05-01');
  await app.getByRole('button', { name: 'See what would happen' }).click();
  const card = app.locator('.figures');
  await card.waitFor();
  const figures = await card.innerText();
  expect(figures).toMatch(/Customers\s+2\s+Orders\s+2\s+Points\s+60\s+Worth in money\s+\$3\.00/);
  await app.getByText('Placed without a customer').waitFor();
  await app.getByText('too small for a point').waitFor();
  expect(await store.balance(anna)).toMatchObject({ available: 0 });

  await app.getByRole('button', { name: 'Award 60 points' }).click();
  const dialog = app.getByRole('dialog', { name: 'Award past orders?' });
  await dialog
    .getByText('2 customers will get 60 points for 2 orders from May 1, 2025 on. These points are worth $3.00.')
    .waitFor();
  await picture(page, 'award-confirm');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await pages.world.settle();
  expect((await store.admin<PastOrders>('GET', '/api/programme/award-past-orders')).awards).toEqual([]);

  await app.getByRole('button', { name: 'Award 60 points' }).click();
  await dialog.getByRole('button', { name: 'Award 60 points' }).click();
  await pages.world.settle();
  await app.getByText('60 points for 2 orders of 2 customers').waitFor();
  await app.getByText('Done', { exact: true }).waitFor();
  await app.getByText('Past orders were awarded after this was counted').waitFor();
  expect(await app.getByRole('button', { name: /^Award \d/ }).count()).toBe(0);
  expect([await store.balance(anna), await store.balance(binh)]).toMatchObject([{ available: 20 }, { available: 40 }]);

  await page.reload();
  await app.getByText('60 points for 2 orders of 2 customers').waitFor();
  expect(await day.inputValue()).toBe('2025-05-01');
});

test('an outage while looking or awarding is said and stays, and the same award after it happens once', async () => {
  const { store, anna } = await oldStore();
  let broken = true;
  const { page, app } = await open(store, '/programme/past-orders', {
    before: async (window) => {
      await window.route('**/api/programme/award-past-orders/preview', (route) =>
        broken ? route.fulfill({ status: 503, json: { error: 'internal' } }) : route.fallback(),
      );
      await window.route('**/api/programme/award-past-orders', async (route) => {
        if (!broken || route.request().method() !== 'POST') return route.fallback();
        // The act has begun, and its answer is lost.
        await route.fetch();
        await route.fulfill({ status: 503, json: { error: 'internal' } });
      });
    },
  });
  await app.getByLabel('Award orders from this day on').fill('2025-01-01');
  await app.getByRole('button', { name: 'See what would happen' }).click();
  await app.getByText('Your orders couldn’t be looked at').waitFor();
  broken = false;
  await app.getByRole('button', { name: 'See what would happen' }).click();
  await app.getByRole('button', { name: 'Award 70 points' }).click();
  broken = true;
  const dialog = app.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Award 70 points' }).click();
  await dialog
    .getByText('It isn’t known whether')
    .or(app.getByText('70 points for 3 orders of 2 customers'))
    .first()
    .waitFor();
  broken = false;
  await pages.world.settle();
  await app.getByText('70 points for 3 orders of 2 customers').waitFor();
  expect((await store.balance(anna)).available).toBe(30);
  expect((await store.admin<PastOrders>('GET', '/api/programme/award-past-orders')).awards).toHaveLength(1);
  pages.forgive('503');
  await page.close();
});

test('when the numbers have changed since they were shown, nothing is awarded and the page says so', async () => {
  const { store, anna } = await oldStore();
  const { app } = await open(store, '/programme/past-orders');
  await app.getByLabel('Award orders from this day on').fill('2025-01-01');
  await app.getByRole('button', { name: 'See what would happen' }).click();
  await app.getByRole('button', { name: 'Award 70 points' }).waitFor();
  await store.buy(anna, '5.00', { at: '2025-10-01T12:00:00Z' });
  await pages.world.settle();
  await app.getByRole('button', { name: 'Award 70 points' }).click();
  await app.getByRole('dialog').getByRole('button', { name: 'Award 70 points' }).click();
  await pages.world.settle();
  await app.getByText('The numbers were no longer the same').waitFor();
  await app.getByText('The numbers have changed since this was counted').waitFor();
  expect(await store.balance(anna)).toEqual({ available: 0, pending: 0, debt: 0 });

  await pages.world.advance('PT1M');
  await app.getByRole('button', { name: 'See what would happen' }).click();
  await app.getByRole('button', { name: 'Award 75 points' }).waitFor();
});

test('a programme that is not on leads to its settings instead of awarding', async () => {
  const store = await pages.world.shop({ programme: { status: 'paused' } });
  const { app } = await open(store, '/programme/past-orders');
  await app.getByText('Your points program isn’t on').waitFor();
  expect(await app.getByRole('button', { name: 'See what would happen' }).count()).toBe(0);
  await app
    .getByRole('link', { name: 'Open settings' })
    .or(app.getByRole('button', { name: 'Open settings' }))
    .click();
  await app.getByRole('heading', { level: 1, name: 'Points program' }).waitFor();
});

test('what could not be finished is named on its page, leads to the thing itself, and is tried again', async () => {
  const store = await pages.world.shop();
  const customer = await store.customer();
  const order = await store.buy(customer, '30.00');
  await pages.world.settle();
  await giveUp(store, 'orders.read', digits(order.id), 'Shopify did not answer Order as expected (status 503)');
  await giveUp(store, 'on:customer.changed:loyalty/points', digits(customer), 'a bug');
  await giveUp(store, 'history.read', 'shop', 'a bug');

  const { page, app } = await open(store);
  await app.getByText('3 updates couldn’t be finished').waitFor();
  await app
    .getByRole('link', { name: 'See what’s affected' })
    .or(app.getByRole('button', { name: 'See what’s affected' }))
    .click();
  const row = (name: string) => app.locator('.plain-list-item').filter({ hasText: name });
  await row(`Order ${order.name}`).getByText('Shopify didn’t answer').waitFor();
  await row(`Order ${order.name}`).getByRole('button', { name: /again/ }).click();
  await page.getByText('1 update is being tried again').waitFor();
  await row(`Order ${order.name}`).waitFor({ state: 'detached' });
  await row('Bringing in past orders').waitFor();
  expect(await row(`Order ${order.name}`).count()).toBe(0);

  await row('A customer').getByRole('link').click();
  await app.getByRole('heading', { level: 2, name: 'Timeline' }).waitFor();
  await page.goBack();
  await app.getByRole('button', { name: 'Try all again' }).click();
  await app.getByText('Everything is up to date').waitFor();
  await pages.world.settle();
  await page.reload();
  await app.getByText('Everything is up to date').waitFor();
  expect(await store.admin<DeadLetterPage>('GET', '/api/dead-letters')).toEqual({ count: 0, letters: [] });
});

test.each(['en', 'vi'] as const)(
  'in %s no page is wider than its window in any state, on a desk or a phone',
  async (language) => {
    const { store, anna } = await oldStore({ currency: 'VND', locale: 'vi', timeZone: 'Asia/Ho_Chi_Minh' });
    const empty = await pages.world.shop();
    await store.admin('POST', '/api/programme/award-past-orders/preview', { since: '2024-12-31T17:00:00Z' });
    await pages.world.settle();
    const past = await store.admin<PastOrders>('GET', '/api/programme/award-past-orders');
    const progress = await store.admin<HistoryProgress>('GET', '/api/history');
    await giveUp(store, 'on:customer.changed:loyalty/points', digits(anna), 'a bug');
    await giveUp(store, 'history.read', 'shop', 'Shopify did not answer');
    const running: HistoryProgress = { ...progress, phase: 'applying', found: 12_840, applied: 4_200 };
    const failed: HistoryProgress = { ...progress, phase: 'failed', problem: 'shopify_failed' };
    const counted = {
      customers: 1204,
      orders: 5310,
      points: 1_204_310,
      nothing: { guest: 12, source: 3, customer_tag: 1, no_points: 40 },
    };
    const act = {
      since: '2024-12-31T17:00:00Z',
      askedAt: '2026-03-01T03:00:00Z',
      version: 1,
      scanned: 3100,
      total: 5366,
      counted,
    };
    const brought = { customers: 900, orders: 3000, points: 800_000 };
    const awarding: PastOrders = {
      preview: { ...act, askedAt: '2026-03-01T02:50:00Z', scanned: 5366 },
      awards: [
        { ...act, award: 3, state: 'awarding', brought },
        { ...act, award: 2, state: 'done', brought },
        { ...act, award: 1, state: 'changed', brought: { customers: 0, orders: 0, points: 0 } },
      ],
    };
    const counting: PastOrders = { ...past, preview: { ...act, counted: null } };
    const done: HistoryProgress = {
      ...progress,
      phase: 'done',
      found: 12_840,
      applied: 12_840,
      reachesBackTo: '2024-01-05T03:00:00Z',
      window: 'all',
    };
    const finds: Reconciliation['finds'] = [
      { at: '2026-03-01T03:00:00Z', resource: 'orders', missed: 3, gone: 0 },
      { at: '2026-02-20T03:00:00Z', resource: 'customers', missed: 1, gone: 2 },
    ];
    const setup: SetupGuide = {
      dismissed: false,
      steps: [
        { id: 'programme', done: true },
        { id: 'block', done: true },
        { id: 'history', done: false },
        { id: 'first-points', done: false },
      ],
    };
    const fresh = {
      ...awarding,
      awards: awarding.awards.slice(2).map((one) => ({ ...one, askedAt: '2026-02-01T00:00:00Z' })),
    };
    const AWARD = 'programme/award-past-orders';
    for (const [name, of, path, answers] of [
      ['history-empty', store, '/history', {}],
      [
        'history-done',
        store,
        '/history',
        { history: done, reconciliation: { completeTo: '2026-03-01T03:00:00Z', finds } },
      ],
      ['history-running', store, '/history', { history: running }],
      ['history-failed', store, '/history', { history: failed }],
      ['award-empty', empty, '/programme/past-orders', {}],
      ['award', store, '/programme/past-orders', { [AWARD]: fresh }],
      ['award-counting', store, '/programme/past-orders', { [AWARD]: counting }],
      ['award-running', store, '/programme/past-orders', { [AWARD]: awarding }],
      ['unfinished', store, '/unfinished', {}],
      ['unfinished-empty', empty, '/unfinished', {}],
      ['home-history', store, '', { history: running, setup }],
    ] as const) {
      const admin = await open(of, path, {
        language,
        before: async (window) => {
          for (const [address, answer] of Object.entries(answers))
            await window.route(`**/api/${address}`, (route) => route.fulfill({ json: answer }));
        },
      });
      expect(await tooWideAt(admin, `${name}-${language}`)).toEqual([]);
      await admin.page.close();
    }
    await store.admin('POST', '/api/dead-letters/retry', {});
  },
);
