/** What the tracking page's script tells and shows, in a real browser: the first look, one tap into the cart, and who is not counted. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Db, openDb } from '../../db/open.ts';
import { readConfig } from '../../web/config.ts';
import type { ResultFigures, TrackingResults } from '../../web/offers/attribution/api-types.ts';
import type { OrderId } from '../../web/platform/kit/ids.ts';
import type { StaffLink } from '../../web/retention/tracking/api-types.ts';
import { trackingToken } from '../../web/retention/tracking/index.ts';
import { launchChromium } from '../support/chromium.ts';
import { digits } from '../support/points-book.ts';
import { shopIdOf } from '../support/shop-id.ts';
import type { PlacedOrder } from '../support/store.ts';
import { startWorld, type TestStore, type TestWorld } from '../support/world.ts';

const PHONE = {
  viewport: { width: 375, height: 740 },
  userAgent:
    'Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36',
};

let browser: Browser;
let world: TestWorld;
let db: Db;
let store: TestStore;
let address: string;
let order: PlacedOrder;
const email = 'lan@example.com';
beforeAll(async () => {
  [browser, world] = await Promise.all([launchChromium(), startWorld()]);
  db = openDb(world.databaseUrl);
  store = await world.shop({ name: 'Corner Shop' });
  address = `http://${store.domain.split('.')[0]}.localhost:${new URL(world.simulatorUrl).port}`;
  const [beans, filter, mug] = [
    store.product({ title: 'Coffee beans', prices: ['12.00'] }),
    store.product({ title: 'Paper filters', prices: ['4.00'] }),
    store.product({ title: 'Mug', prices: ['9.00', '11.00'] }),
  ];
  const buy = (who: string, ...variants: (string | undefined)[]) =>
    store.order({ customer: who, lines: variants.map((variant) => ({ variant, quantity: 1 })) });
  for (let people = 0; people < 3; people += 1)
    await buy(await store.customer(), beans.variants[0], filter.variants[0], mug.variants[0]);
  // So that it is counted what goes with what.
  await world.advance('P1D');
  const offers = { products: 4, discount: { percent: 25, hours: 48 }, never: [] };
  await store.admin('PUT', '/api/tracking/settings', { settings: { offers }, version: 0 });
  order = await buy(await store.customer({ email, account: true }), beans.variants[0]);
  await world.settle();
});
afterAll(async () => {
  await browser.close();
  await db.close();
  await world.stop();
});

let contexts: BrowserContext[] = [];
afterEach(async () => {
  await Promise.all(contexts.map((context) => context.close()));
  contexts = [];
});

async function phone(scripts = true): Promise<Page> {
  const context = await browser.newContext({ ...PHONE, javaScriptEnabled: scripts });
  context.setDefaultTimeout(60_000);
  contexts.push(context);
  return context.newPage();
}
/** Its link, as an email has it. */
async function pageOf({ id }: PlacedOrder): Promise<string> {
  const shopId = await shopIdOf(db, store.domain);
  return `${address}/apps/regulars/track/o/${trackingToken(readConfig(world.environment), shopId, digits(id) as OrderId)}`;
}
/** For people: `SCREENSHOTS=folder npm test -- e2e/tracking-offers`. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS;
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}
const told = (page: Page) => page.waitForResponse(/track\/seen/);
const figures = async (): Promise<ResultFigures> =>
  (await store.admin<TrackingResults>('GET', '/api/tracking/results')).total;

test('the first look brings the discount without a reload, and one tap puts what fits into the cart with it', async () => {
  const page = await phone();
  await page.goto(`${address}/account/login`);
  await page.fill('input[name="customer[email]"]', email);
  await page.click('main form button[type=submit]');
  await page.waitForURL('**/account');
  const [answer] = await Promise.all([told(page), page.goto(`${await pageOf(order)}?via=email`)]);
  expect(await answer.json()).toEqual({ offer: true, staff: false });
  const offers = page.locator('[data-regulars-offers]');
  await page.locator('[data-regulars-offer]').waitFor();
  expect(await offers.innerText()).toContain('25%');
  expect(await offers.locator('li').count()).toBe(2);
  await picture(page, 'tracking-offers');
  expect(await figures()).toMatchObject({ visits: 1, ordersLookedAt: 1, clicks: 0, carts: 0 });
  // Of a mug there are several: it is chosen on its own page.
  const mug = offers.locator('li', { hasText: 'Mug' });
  expect(await mug.locator('form').count()).toBe(0);
  const filters = offers.locator('li', { hasText: 'Paper filters' });
  // Of what is told while the page is left, the browser does not show the answer.
  await Promise.all([page.waitForURL('**/cart'), filters.locator('form button').click()]);
  const cart = await page.locator('main').innerText();
  expect(cart).toContain('Paper filters');
  // A quarter of 4.00 less.
  expect(cart).toContain('3.00');
  await expect.poll(figures).toMatchObject({ visits: 1, clicks: 0, carts: 1 });
  await Promise.all([told(page), page.goto(await pageOf(order))]);
  await Promise.all([
    page.waitForURL('**/products/mug'),
    page.locator('[data-regulars-offers] li', { hasText: 'Mug' }).locator('a').first().click(),
  ]);
  await expect.poll(figures).toMatchObject({ visits: 2, ordersLookedAt: 1, clicks: 1, carts: 1 });
});

test('without a script it works all the same, and is not counted', async () => {
  const before = await figures();
  const page = await phone(false);
  await page.goto(await pageOf(order));
  const filters = page.locator('[data-regulars-offers] li', { hasText: 'Paper filters' });
  await Promise.all([page.waitForURL('**/cart'), filters.locator('form button').click()]);
  expect(await page.locator('main').innerText()).toContain('Paper filters');
  expect(await figures()).toEqual(before);
});

test('a browser of the store’s own people tells nothing once it was marked', async () => {
  const before = await figures();
  const page = await phone();
  const { url } = await store.admin<StaffLink>('GET', '/api/tracking/staff-link');
  const [answer] = await Promise.all([told(page), page.goto(url)]);
  expect(await answer.json()).toEqual({ offer: false, staff: true });
  await expect.poll(() => page.evaluate(() => localStorage.getItem('regulars-staff'))).toBe('1');
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(await pageOf(order), { waitUntil: 'networkidle' });
  expect(asked.filter((each) => each.includes('/track/seen'))).toEqual([]);
  expect(await figures()).toEqual(before);
});
