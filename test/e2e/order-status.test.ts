/**
 * The block on Shopify's thank-you and order status pages: built as for Shopify, run in a browser with a stand-in of its API, against the
 * app's own routes.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { parse } from 'smol-toml';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { APP_ADDRESS } from '../../extensions/order-status/src/app-address.ts';
import type { TrackingResults } from '../../web/offers/attribution/api-types.ts';
import type { ExtensionAnswer } from '../../web/retention/tracking/extension-types.ts';
import { launchChromium, picture } from '../support/chromium.ts';
import { digits } from '../support/points-book.ts';
import { projectFolder } from '../support/source-files.ts';
import { builtExtension, extensionPage, MOST_BYTES, packedBytes, press } from '../support/ui-extension.ts';
import { startWorld, type TestStore, type TestWorld } from '../support/world.ts';

type Surface = 'order-status' | 'thank-you';

let world: TestWorld;
let browser: Browser;
let code: Record<Surface, string>;
beforeAll(async () => {
  const [status, thanks] = [
    builtExtension('order-status', 'order-status.tsx'),
    builtExtension('order-status', 'thank-you.tsx'),
  ];
  [world, browser, code] = await Promise.all([
    startWorld(),
    launchChromium(),
    Promise.all([status, thanks]).then(([first, second]) => ({ 'order-status': first, 'thank-you': second })),
  ]);
});
afterAll(async () => {
  await browser.close();
  await world.stop();
});

interface Opened {
  surface?: Surface;
  locale?: 'en' | 'vi';
  order: string;
  placed?: string;
  /** Whether somebody is logged in. */
  known?: boolean;
  /** The page's clock is the test's. */
  clock?: boolean;
  /** By default the app's own. */
  answer?: (path: string) => { status: number; json: unknown } | null;
}

/** Shopify's page of an order with the block on it; its calls reach the app as they were sent. */
async function openBlock(token: () => Promise<string>, opened: Opened) {
  const {
    surface = 'order-status',
    locale = 'en',
    placed = new Date().toISOString(),
    order,
    known = true,
    clock = false,
    answer,
  } = opened;
  const page = await browser.newPage();
  page.setDefaultTimeout(10_000);
  if (clock) await page.clock.install();
  await page.exposeFunction('giveToken', token);
  const api = `(() => {
    const authenticationState = signal('${known ? 'fully' : 'pre'}_authenticated');
    return {
      order: signal({ id: '${order}', processedAt: '${placed}' }),
      orderConfirmation: signal({ order: { id: '${order}' } }),
      authenticationState,
      requireLogin: async () => authenticationState.set('fully_authenticated'),
      sessionToken: { get: () => giveToken() },
      extension: {},
    };
  })()`;
  const html = extensionPage('order-status', locale, api);
  const calls: string[] = [];
  await page.route('https://account.example/**', (route) =>
    new URL(route.request().url()).pathname === '/'
      ? route.fulfill({ contentType: 'text/html; charset=utf-8', body: html })
      : route.fulfill({ contentType: 'text/javascript', body: code[surface] }),
  );
  await page.route(`${APP_ADDRESS}/**`, async (route) => {
    const request = route.request();
    const { pathname, search } = new URL(request.url());
    const sent = request.postDataJSON() as { kind?: string; product?: string } | null;
    calls.push([request.method(), pathname, sent?.kind, sent?.product].filter(Boolean).join(' '));
    const made = answer === undefined ? undefined : answer(pathname);
    if (made === null) return route.abort();
    const headers = { 'access-control-allow-origin': '*' };
    if (made) return route.fulfill({ ...made, headers });
    const response = await fetch(`${world.appUrl}${pathname}${search}`, {
      method: request.method(),
      headers: { ...(await request.allHeaders()), host: new URL(world.appUrl).host, connection: 'close' },
      ...(sent && { body: JSON.stringify(sent) }),
    });
    return route.fulfill({
      status: response.status,
      headers,
      body: await response.text(),
      contentType: 'application/json',
    });
  });
  await page.goto('https://account.example/');
  return { page, calls, text: async () => (await page.locator('body').innerText()).replace(/\s+/g, ' ').trim() };
}

const tokenOf = (store: TestStore, customer?: string) => async () => {
  const call = { shop: store.domain, ...(customer !== undefined && { customer }) };
  return (await world.sim<{ token: string }>('POST', 'extension-token', call)).token;
};
const nobody = async () => 'a token';

async function pictures(page: Page, name: string): Promise<void> {
  for (const width of [1280, 375]) {
    await page.setViewportSize({ width, height: 800 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await picture(page, `${name}-${width}`, { fullPage: true });
  }
}

test('both blocks are small enough for Shopify, and ask the app at the address that Shopify knows', async () => {
  for (const module of Object.values(code)) {
    const bytes = await packedBytes(module);
    expect(bytes).toBeLessThan(MOST_BYTES);
    expect(bytes).toBeGreaterThan(2_000);
  }
  const toml = parse(await readFile(join(projectFolder, 'shopify.app.toml'), 'utf8'));
  expect(z.object({ application_url: z.string() }).parse(toml).application_url).toBe(APP_ADDRESS);
});

test('what cannot be loaded says so and can be tried again; where there is nothing to show, nothing stands there', async () => {
  const shown: ExtensionAnswer = {
    state: 'known',
    points: null,
    where: {
      stage: 'in_transit',
      arrives: { from: '2026-11-24', to: '2026-11-26' },
      promised: null,
      deliveredOn: null,
      attention: null,
    },
    own: null,
  };
  const answers = [null, { status: 500, json: {} }, { status: 200, json: shown }];
  const failing = await openBlock(nobody, {
    order: 'gid://shopify/Order/1',
    known: false,
    answer: (path) => (path === '/ext/seen' ? { status: 200, json: { offer: false } } : (answers.shift() ?? null)),
  });
  await failing.page.getByText('This could not be loaded').waitFor();
  await press(failing.page, 'Try again');
  await failing.page.getByText('This could not be loaded').waitFor();
  await press(failing.page, 'Try again');
  await failing.page.locator('s-section[heading="On its way"]').waitFor();
  expect(await failing.text()).toBe('Expected Tuesday, November 24 – Thursday, November 26 Log in to see your parcel');
  await failing.page.close();

  for (const [status, json] of [
    [404, {}],
    [200, { state: 'known', points: null, where: null, own: null }],
  ] as const) {
    const empty = await openBlock(nobody, { order: 'gid://shopify/Order/1', answer: () => ({ status, json }) });
    await expect.poll(() => empty.calls.length).toBeGreaterThan(0);
    await empty.page.locator('s-spinner').waitFor({ state: 'detached' });
    expect(await empty.text()).toBe('');
    await empty.page.close();
  }

  // Of an order that the app has never read, which was placed long ago, nothing is being counted.
  const counting = () => ({ status: 200, json: { state: 'counting' } });
  const order = 'gid://shopify/Order/1';
  const old = await openBlock(nobody, { order, placed: '2024-01-01T00:00:00Z', answer: counting });
  await expect.poll(() => old.calls.length).toBeGreaterThan(0);
  await old.page.locator('s-spinner').waitFor({ state: 'detached' });
  expect(await old.text()).toBe('');
  await old.page.close();
  const fresh = await openBlock(nobody, { order, answer: counting });
  await fresh.page.getByText('its points are being counted').waitFor();
  await fresh.page.close();
});

test('a customer sees where the order is, what it brought, the parcel and a discount that is made at the first look', async () => {
  const store = await world.shop();
  await store.admin('PUT', '/api/tracking/settings', {
    settings: { offers: { products: 4, discount: { percent: 10, hours: 48 }, never: [] } },
    version: 0,
  });
  const product = store.product({ title: 'Tea pot', prices: ['40.00'] });
  const beside = store.product({ title: 'Tea cosy', prices: ['12.00'] });
  const customer = await store.customer();
  for (let other = 0; other < 3; other += 1) {
    const lines = [product, beside].map(({ variants }) => ({ variant: variants[0], quantity: 1 }));
    await store.order({ customer: await store.customer(), lines });
  }
  const order = await store.order({
    customer,
    lines: [{ variant: product.variants[0], quantity: 2 }],
    shippingAddress: { countryCode: 'US' },
  });
  const parcel = { order: order.id, company: 'UPS', number: '1Z5R89390357567127' };
  const { fulfillment } = await world.sim<{ fulfillment: { id: string } }>('POST', 'orders/fulfil', parcel);
  await world.sim('POST', 'fulfillments/event', { fulfillment: fulfillment.id, status: 'out_for_delivery' });
  await world.settle();
  await world.advance('P1D');

  const { page, calls, text } = await openBlock(tokenOf(store, customer), { order: order.id });
  await page.locator('s-section[heading="Out for delivery"]').waitFor();
  await page.getByText('10% off your next order').waitFor();
  const shown = await text();
  expect(shown).toMatch(/This order earned you 80 points/);
  expect(shown).toMatch(/Your parcel .*Carrier: UPS Tracking number 1Z5R89390357567127 Tea pot × 2/);
  const links = await page.locator('s-link').evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
  expect(links.find((href) => href.includes('/track/o/'))).toMatch(/^https?:\/\//);
  expect(links.some((href) => /\/discount\/[\w-]+\?redirect=\/cart$/.test(href))).toBe(true);
  // What others bought beside it, with the discount.
  await page.locator('s-link', { hasText: 'Tea cosy' }).click();
  await expect.poll(() => calls.at(-1)).toMatch(/^POST \/ext\/seen click \d+$/);
  expect(calls.slice(0, 3)).toEqual(['GET /ext/order', 'POST /ext/seen view', 'GET /ext/order']);
  // Asked is not yet answered.
  await expect
    .poll(async () => {
      const { places } = await store.admin<TrackingResults>('GET', '/api/tracking/results');
      return places.find(({ surface }) => surface === 'order_status');
    })
    .toMatchObject({ visits: 1, clicks: 1 });
  await pictures(page, 'order-status-en');
  await page.close();

  // By the link of an email nobody is logged in: where it is and what it brought, and no parcel before they have.
  let known = false;
  const token = () => tokenOf(store, known ? customer : undefined)();
  const guest = await openBlock(token, { order: order.id, known: false });
  await guest.page.getByText('This order earned you 80 points').waitFor();
  expect(await guest.text()).not.toMatch(/UPS|Tea|10%/);
  known = true;
  await press(guest.page, 'Log in to see your parcel');
  await guest.page.getByText('Carrier: UPS').waitFor();
  expect(await guest.page.locator('s-button').count()).toBe(0);
  await guest.page.close();
});

test('a thank-you page that is quicker than its webhook says that the order is being counted, and shows it by itself, in Vietnamese', async () => {
  const store = await world.shop({ currency: 'VND', locale: 'vi' });
  const customer = await store.customer();
  await world.settle();
  await world.sim('POST', 'deliveries', { shop: store.domain, hold: true });
  const order = await store.buy(customer, '120000');
  const { page, calls, text } = await openBlock(tokenOf(store, customer), {
    surface: 'thank-you',
    locale: 'vi',
    order: order.id.replace('/Order/', '/OrderIdentity/'),
    clock: true,
  });
  await page.getByText('đang tính điểm').waitFor();
  expect(calls).toEqual(['GET /ext/order']);
  await world.sim('POST', 'deliveries', { shop: store.domain });
  await world.settle();
  await page.clock.fastForward(3_000);
  await page.locator('s-section[heading="Chúng tôi đang chuẩn bị đơn hàng của bạn"]').waitFor();
  expect(await text()).toMatch(/Bạn nhận được 12 điểm từ đơn hàng này/);
  await expect.poll(() => calls).toEqual(['GET /ext/order', 'GET /ext/order', 'POST /ext/seen view']);
  await pictures(page, 'thank-you-vi');
  await page.close();
});

test('the simulated order page shows the block to whoever opens it there, and the browser lets it read what the app answers', async () => {
  const store = await world.shop();
  const customer = await store.customer();
  const { id } = await store.buy(customer, '30.00');
  await world.settle();
  const shown = world.simulated.shops.get(store.domain)?.orders.get(digits(id));
  const address = `http://${store.domain.split('.')[0]}.localhost:${new URL(world.simulatorUrl).port}`;
  const page = await browser.newPage();
  page.setDefaultTimeout(20_000);
  const failures: string[] = [];
  page.on('console', (message) => message.type() === 'error' && failures.push(message.text()));
  await page.goto(`${address}/orders/${shown?.token}`);
  const block = page.frameLocator('.app-block iframe');
  expect(await page.locator('.app-block iframe').isVisible()).toBe(false);
  await page.click('.app-block summary');
  await block.getByText('This order earned you 30 points').waitFor();
  expect(await block.locator('s-section').getAttribute('heading')).toBe('We are preparing your order');
  expect(await block.locator('s-button').innerText()).toBe('Log in to see your parcel');
  expect(failures).toEqual([]);
  await page.close();
});
