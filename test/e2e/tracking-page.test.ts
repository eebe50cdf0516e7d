/** The tracking page and its block in a real browser: without scripts, on narrow screens, at twice the size, by the keyboard. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import type { PlacedOrder } from '../support/store.ts';
import { startWorld, type TestStore, type TestWorld } from '../support/world.ts';

let browser: Browser;
let world: TestWorld;
let contexts: BrowserContext[] = [];
let failures: string[] = [];
beforeAll(async () => {
  [browser, world] = await Promise.all([launchChromium(), startWorld({ startAt: '2026-11-23T03:00:00Z' })]);
});
afterAll(async () => {
  await browser.close();
  await world.stop();
});
afterEach(async () => {
  await Promise.all(contexts.map((context) => context.close()));
  contexts = [];
  expect(failures).toEqual([]);
  failures = [];
});

interface Opened {
  page: Page;
  /** Where it was asked for anything, by the page itself. */
  hosts: Set<string>;
}
async function open(options: { width?: number; scripts?: boolean } = {}): Promise<Opened> {
  const { width = 1280, scripts = true } = options;
  const context = await browser.newContext({ javaScriptEnabled: scripts, viewport: { width, height: 900 } });
  context.setDefaultTimeout(60_000);
  contexts.push(context);
  const page = await context.newPage();
  const hosts = new Set<string>();
  page.on('pageerror', (error) => failures.push(error.message));
  page.on('request', (request) => hosts.add(new URL(request.url()).hostname));
  return { page, hosts };
}
/** For people: `SCREENSHOTS=folder npm test -- e2e/tracking-page`. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS;
  if (folder) await page.screenshot({ path: `${folder}/track-${name}.png`, fullPage: true });
}
const sideways = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
/** What shifted while it was painted and after it, as the browser counts it. */
const shifted = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let sum = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) sum += 'value' in entry ? Number(entry.value) : 0;
        }).observe({ type: 'layout-shift', buffered: true });
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(sum)));
      }),
  );

const GOLD = {
  id: 'gold',
  name: { en: 'Gold', vi: 'Vàng' },
  from: '100',
  multiplier: '1',
  entryPoints: 0,
  perks: { en: '', vi: '' },
  color: null,
};

interface Shop {
  store: TestStore;
  address: string;
  order: PlacedOrder;
  email: string;
}

/** Two parcels and something that was not sent yet, each at another point of its way. */
async function shop(language: 'en' | 'vi'): Promise<Shop> {
  const vi = language === 'vi';
  const unit = vi ? 10_000 : 1;
  const store = await world.shop({
    name: vi ? 'Cà phê Sớm' : 'Corner Shop',
    ...(vi && { currency: 'VND', locale: 'vi' }),
    timeZone: 'Asia/Ho_Chi_Minh',
    programme: { tiers: { on: true, levels: [GOLD] } },
  });
  const email = 'lan@example.com';
  const customer = await store.customer({ email, firstName: 'Lan' });
  const shippingAddress = { address1: '12 Lê Lợi', city: 'Huế', zip: '49000', countryCode: 'VN', country: 'Vietnam' };
  const names = vi ? ['Cà phê Đắk Lắk', 'Ly sứ', 'Phin nhôm'] : ['Coffee beans', 'Porcelain mug', 'Coffee filter'];
  const variants = names.map(
    (title, index) => store.product({ title, prices: [String((index + 4) * unit)] }).variants[0],
  );
  await store.buy(customer, String(9 * unit), { shippingAddress });
  await world.advance('PT2H');
  const order = await store.order({
    customer,
    shippingAddress,
    lines: variants.map((variant, index) => ({ variant, quantity: index + 1 })),
  });
  const send = async (line: number, more: Record<string, unknown>) => {
    const body = { order: order.id, lines: [{ id: order.lines[line]?.id, quantity: line + 1 }], ...more };
    return (await world.sim<{ fulfillment: { id: string } }>('POST', 'orders/fulfil', body)).fulfillment.id;
  };
  const report = (fulfillment: string, status: string, city?: string) =>
    world.sim('POST', 'fulfillments/event', { fulfillment, status, ...(city && { city, country: 'VN' }) });
  const first = await send(0, { company: 'GHN', number: 'G8AB3CDE' });
  await report(first, 'label_printed');
  await world.advance('PT6H');
  await report(first, 'in_transit', vi ? 'Thành phố Hồ Chí Minh' : 'Ho Chi Minh City');
  const second = await send(1, { company: 'Viettel Post', number: '1234567890123' });
  await report(second, 'in_transit', 'Đà Nẵng');
  await world.advance('PT20H');
  await report(first, 'in_transit', 'Đà Nẵng');
  await report(second, 'delivered', 'Huế');
  await world.settle();
  const address = `http://${store.domain.split('.')[0]}.localhost:${new URL(world.simulatorUrl).port}`;
  return { store, address, order, email };
}

/** For whoever only looks. */
let looked: Promise<Shop> | null = null;
const anyShop = () => {
  looked ??= shop('en');
  return looked;
};

async function deliver({ store, order }: Shop): Promise<void> {
  const state = await world.sim<{ orders: { id: string; fulfillments: { id: string }[] }[] }>(
    'GET',
    `state?shop=${store.domain}`,
  );
  const own = state.orders.find(({ id }) => id === order.id);
  const rest = { order: order.id, company: 'GHN', number: 'G8AB3CDF' };
  const last = (await world.sim<{ fulfillment: { id: string } }>('POST', 'orders/fulfil', rest)).fulfillment.id;
  for (const fulfillment of [...(own?.fulfillments.map(({ id }) => id) ?? []), last])
    await world.sim('POST', 'fulfillments/event', { fulfillment, status: 'delivered' });
  await world.settle();
}

async function lookUp(page: Page, { address, order, email }: Shop): Promise<void> {
  await page.goto(`${address}/apps/regulars/track`);
  await page.fill('#regulars-number', order.name);
  await page.fill('#regulars-proof', email);
  await page.keyboard.press('Enter');
  await page.locator('.regulars-track__answer').waitFor();
}

test.each(['en', 'vi'] as const)(
  'the form leads to the order, and the answer stands first; nothing moves, and nobody else is asked (%s)',
  async (language) => {
    const placed = await shop(language);
    for (const width of [1280, 375]) {
      const { page, hosts } = await open({ width });
      await page.goto(`${placed.address}/apps/regulars/track`);
      await picture(page, `form-${language}-${width}`);
      await lookUp(page, placed);
      expect(await sideways(page)).toBe(0);
      expect(await shifted(page)).toBeLessThan(0.01);
      const answer = page.locator('.regulars-track__answer');
      expect(await answer.locator('h1').innerText()).toBe(language === 'vi' ? 'Đang trên đường đến bạn' : 'On its way');
      expect((await answer.boundingBox())?.y).toBeLessThan(400);
      expect([...hosts]).toEqual([new URL(placed.address).hostname]);
      await picture(page, `order-${language}-${width}`);
    }
    await deliver(placed);
    const { page } = await open({ width: 375 });
    await lookUp(page, placed);
    await page.getByRole('button', { name: language === 'vi' ? /^2\/5/ : /^2 of 5/ }).click();
    await page.locator('#regulars-comment').fill('Too late');
    await picture(page, `survey-${language}`);
    await page
      .locator('#regulars-survey')
      .getByRole('button', { name: language === 'vi' ? 'Gửi' : 'Send' })
      .click();
    await page.getByRole('status').waitFor();
    await picture(page, `delivered-${language}`);
  },
);

test('without scripts, at 320 pixels and at twice the size nothing is missing and nothing is cut off', async () => {
  const placed = await anyShop();
  const { page } = await open({ width: 320, scripts: false });
  await lookUp(page, placed);
  const text = await page.locator('.regulars-track').innerText();
  for (const said of [
    'On its way',
    'Expected',
    '1 of 2 parcels delivered',
    'Coffee beans',
    'Đà Nẵng, Vietnam',
    'Still to be sent',
    'ready to use',
  ])
    expect(text).toContain(said);
  await picture(page, 'narrow');
  const { page: large } = await open({ width: 640 });
  await lookUp(large, placed);
  // As a theme whose root is 10 px, which many are, and text of twice the size.
  await large.addStyleTag({ content: 'html { font-size: 62.5%; } body { font-size: 200%; }' });
  expect(await sideways(large)).toBe(0);
  await picture(large, 'large');
  // Every way out of the page has a name for whoever does not see it.
  const unnamed = await large.evaluate(() =>
    [
      ...document.querySelectorAll(
        '.regulars-track a, .regulars-track button, .regulars-track input:not([type=hidden])',
      ),
    ]
      .filter(
        (each) =>
          !(each.textContent || each.getAttribute('aria-label') || document.querySelector(`label[for="${each.id}"]`)),
      )
      .map(({ outerHTML }) => outerHTML),
  );
  expect(unnamed).toEqual([]);
});

test('the block shows what it finds in its own place, and the orders of whoever is logged in', async () => {
  const placed = await anyShop();
  await world.sim('POST', 'themeBlocks/place', { shop: placed.store.domain, block: 'tracking', template: 'index' });
  const { page } = await open({ width: 375 });
  await page.goto(placed.address);
  const block = page.locator('.regulars-tracking');
  await block.getByLabel('Order number').fill('9999');
  await block.getByLabel('Email, phone or postcode').fill(placed.email);
  await block.getByRole('button', { name: 'Track' }).click();
  await block.getByRole('alert').waitFor();
  expect(await block.locator('h1').count()).toBe(0);
  await block.getByLabel('Order number').fill(placed.order.name);
  const [told] = await Promise.all([
    page.waitForResponse(/track\/seen/),
    block.getByRole('button', { name: 'Track' }).click(),
  ]);
  expect(told.status()).toBe(200);
  expect(await block.getByRole('heading', { level: 3, name: 'On its way' }).count()).toBe(1);
  expect(new URL(page.url()).pathname).toBe('/');
  expect(await sideways(page)).toBe(0);
  await picture(page, 'block');

  await page.goto(`${placed.address}/account/login`);
  await page.fill('input[name="customer[email]"]', placed.email);
  await page.click('main form button[type=submit]');
  await page.waitForURL('**/account');
  await page.goto(placed.address);
  await picture(page, 'block-customer');
  await block.getByRole('link', { name: `Order ${placed.order.name}` }).click();
  await page.locator('.regulars-track__answer').waitFor();
  expect(await page.locator('nav.regulars-track__section').innerText()).toContain('#1001');
  // Where no script runs, the form leads to the page.
  const { page: plain } = await open({ scripts: false });
  await plain.goto(placed.address);
  await plain.getByLabel('Order number').fill(placed.order.name);
  await plain.getByLabel('Email, phone or postcode').fill(placed.email);
  await Promise.all([plain.waitForURL('**/apps/regulars/track'), plain.getByRole('button', { name: 'Track' }).click()]);
  expect(await plain.locator('h1').innerText()).toBe('On its way');
});
