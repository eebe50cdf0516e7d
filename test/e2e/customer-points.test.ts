/**
 * The block on Shopify's own page of a customer: built as for Shopify, run in a browser against the app's own API.
 */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { builtExtension, extensionPage, MOST_BYTES, packedBytes, press } from '../support/ui-extension.ts';
import { startWorld, type TestStore, type TestWorld } from '../support/world.ts';

let world: TestWorld;
let browser: Browser;
let code: string;
beforeAll(async () => {
  [world, browser, code] = await Promise.all([
    startWorld(),
    launchChromium(),
    builtExtension('customer-points', 'customer-points.tsx'),
  ]);
});
afterAll(async () => {
  await browser.close();
  await world.stop();
});

/** Shopify's page of the customer, with the block on it; requests of the block go to the app as Shopify sends them. */
async function openBlock(store: TestStore, customer: string, locale: 'en' | 'vi' = 'en') {
  const page = await browser.newPage();
  page.setDefaultTimeout(10_000);
  const html = extensionPage('customer-points', locale, `{ data: { selected: [{ id: '${customer}' }] } }`);
  const sent: unknown[] = [];
  let online = true;
  await page.route('https://app.example/**', async (route) => {
    const request = route.request();
    const path = new URL(request.url()).pathname;
    if (path === '/') return route.fulfill({ contentType: 'text/html; charset=utf-8', body: html });
    if (path === '/block.js') return route.fulfill({ contentType: 'text/javascript', body: code });
    if (!online) return route.abort();
    const body: unknown = request.postDataJSON();
    if (body) sent.push(body);
    const answer = await store.adminAnswer(request.method() === 'POST' ? 'POST' : 'GET', path, body);
    return route.fulfill({ status: answer.status, json: answer.body });
  });
  await page.goto('https://app.example/');
  return { page, sent, network: (on: boolean) => (online = on) };
}

/** As Shopify's own field does it: its value, then the event. */
async function fill(page: Page, label: string, value: string) {
  await page.locator(`[label="${label}"]`).evaluate((field, typed) => {
    Object.assign(field, { value: typed });
    field.dispatchEvent(new Event('input'));
  }, value);
}

test('the block is small enough for Shopify', async () => {
  const bytes = await packedBytes(code);
  expect(bytes).toBeLessThan(MOST_BYTES);
  expect(bytes).toBeGreaterThan(2_000);
});

test('the block shows balance and tier, and gives points once, with a reason', async () => {
  const store = await world.shop();
  const start = await store.admin<Record<string, Record<string, unknown>>>('GET', '/api/programme');
  const levels = [{ id: 'gold', name: { en: 'Gold', vi: 'Vàng' }, from: '10' }];
  await store.admin('PUT', '/api/programme', { ...start, tiers: { ...start.tiers, on: true, levels } });
  const customer = await store.customer();
  await store.buy(customer, '45.00');
  await world.settle();
  const { page, sent, network } = await openBlock(store, customer);
  await page.getByText('0 points available').waitFor();
  await page.getByText('45 points waiting · worth $2.25').waitFor();
  expect(await page.locator('s-badge').allInnerTexts()).toEqual(['Gold']);
  expect(await page.locator('s-link').getAttribute('href')).toBe(`app:customers/${customer.split('/').at(-1)}`);

  await press(page, 'Adjust points');
  await press(page, 'Save');
  await page.locator('[error="Enter a number of points"]').waitFor({ state: 'attached' });
  await page.locator('[error^="Enter a reason"]').waitFor({ state: 'attached' });
  await fill(page, 'Number of points', '1500');
  await fill(page, 'Reason', 'Helped a neighbor');
  network(false);
  await press(page, 'Save');
  await page.getByText('there was no answer').waitFor();
  network(true);
  await press(page, 'Save');
  await page.getByText('Saved: 1,500 available.').waitFor();
  await page.getByText('1,500 points available').waitFor();
  expect(sent).toMatchObject([{ points: 1_500, reason: 'Helped a neighbor' }]);
  expect((await store.balance(customer)).available).toBe(1_500);
  await page.close();
});

test('the block takes away no more than there is, says so, and speaks Vietnamese', async () => {
  const store = await world.shop({ currency: 'VND', locale: 'vi' });
  const customer = await store.customer();
  await world.settle();
  const { page, sent } = await openBlock(store, customer, 'vi');
  await page.getByText('0 điểm dùng được').waitFor();
  await press(page, 'Điều chỉnh điểm');
  await page.locator('s-choice-list').evaluate((list) => {
    Object.assign(list, { values: ['take'] });
    list.dispatchEvent(new Event('change'));
  });
  await fill(page, 'Số điểm', '5');
  await fill(page, 'Lý do', 'Cộng nhầm');
  await press(page, 'Lưu');
  await page.locator('[error="Khách chỉ có 0 dùng được"]').waitFor({ state: 'attached' });
  expect(sent).toEqual([]);
  await page.close();
});

test('the block says when nobody has told the app of a customer yet', async () => {
  const store = await world.shop();
  const { page } = await openBlock(store, 'gid://shopify/Customer/1');
  await page.getByText('is not known to Regulars yet').waitFor();
  expect(await page.locator('s-button').allInnerTexts()).toEqual(['Try again']);
  await page.close();
});
