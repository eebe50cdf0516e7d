import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchChromium, picture } from '../support/chromium.ts';
import { startWorld, type TestStore, type TestWorld } from '../support/world.ts';

let browser: Browser;
let world: TestWorld;
beforeAll(async () => {
  [browser, world] = await Promise.all([launchChromium(), startWorld()]);
});
afterAll(async () => {
  await browser.close();
  await world.stop();
});

const PHONE = { width: 375, height: 740 };
let contexts: BrowserContext[] = [];
let failures: string[] = [];
beforeEach(() => {
  contexts = [];
  failures = [];
});
afterEach(async () => {
  await Promise.all(contexts.map((context) => context.close()));
  expect(failures).toEqual([]);
});

/** A page of its own; whatever goes wrong in it fails the test. */
async function open(options: { scripts?: boolean; phone?: boolean } = {}): Promise<Page> {
  const { scripts = true, phone = false } = options;
  const context = await browser.newContext({
    javaScriptEnabled: scripts,
    viewport: phone ? PHONE : { width: 1280, height: 900 },
  });
  context.setDefaultTimeout(60_000);
  contexts.push(context);
  const page = await context.newPage();
  page.on('pageerror', (error) => failures.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') failures.push(message.text());
  });
  page.on('requestfailed', (request) => failures.push(`${request.url()} ${request.failure()?.errorText}`));
  return page;
}

/** A store with two products and the app's blocks where the setup guide says. */
async function shopWithBlocks(options: Parameters<TestWorld['shop']>[0] = {}) {
  const store = await world.shop({ name: 'Corner Shop', ...options });
  const shop = world.simulated.shops.get(store.domain);
  if (!shop) throw new Error(`${store.domain} is gone`);
  shop.themeBlocks = [
    { handle: 'product-points', template: 'product', settings: {} },
    { handle: 'points-balance', template: 'customers/account', settings: {} },
    { handle: 'points-balance', template: 'index', settings: { boxed: true, alignment: 'center' } },
  ];
  return { store, address: `http://${store.domain.split('.')[0]}.localhost:${new URL(world.simulatorUrl).port}` };
}

async function logIn(page: Page, address: string, email: string): Promise<void> {
  await page.goto(`${address}/account/login`);
  await page.fill('input[name="customer[email]"]', email);
  await page.click('main form button[type=submit]');
  await page.waitForURL('**/account');
}

async function shopper(store: TestStore): Promise<{ id: string; email: string }> {
  const email = `lan-${crypto.randomUUID()}@example.com`;
  return { id: await store.customer({ email, firstName: 'Lan', lastName: 'Tran', account: true }), email };
}

async function fitsItsWidth(page: Page): Promise<void> {
  const { content, window } = await page.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    window: document.documentElement.clientWidth,
  }));
  expect(content).toBeLessThanOrEqual(window);
}

test('who buys something in the storefront sees the points of it waiting in the account, without scripts', async () => {
  const { store, address } = await shopWithBlocks();
  const { handle } = store.product({ title: 'Oak bowl', prices: ['45.00'] });
  await world.settle();
  const { email } = await shopper(store);
  const page = await open();
  await logIn(page, address, email);

  await page.goto(`${address}/products/${handle}`);
  await expect.poll(() => page.textContent('regulars-earn')).toContain('You will earn 45 points');
  await page.click('form[action*="/cart/add"] button[type=submit]');
  await page.waitForURL('**/cart');
  await page.click('button[name=checkout], a[href*=checkout]');
  await page.waitForURL('**/checkout**');
  await page.fill('[name=address1]', '1 Main Street');
  await page.fill('[name=city]', 'Springfield');
  await page.getByRole('button', { name: 'Place order' }).last().click();
  await page.waitForURL('**/orders/**');
  await world.settle();

  const quiet = await open({ scripts: false });
  await logIn(quiet, address, email);
  const block = quiet.locator('.regulars-points');
  expect(await block.innerText()).toContain('45 points are on their way.');
  expect(await block.innerText()).toContain('Ready to use when the return period of 14 days is over.');
  await picture(quiet, 'account-en', { fullPage: true });

  await world.advance('P14D');
  await quiet.reload();
  expect(await block.innerText()).toMatch(/^Your points\s+45 points\s*·?\s*worth \$2\.25/);
});

test('a guest reads what a product earns, and choosing another variant changes it', async () => {
  const { store, address } = await shopWithBlocks();
  const { handle, variants } = store.product({ title: 'Linen towel', prices: ['18.00', '1.20', '1250.00'] });
  const page = await open();
  await page.goto(`${address}/products/${handle}`);
  const line = page.locator('regulars-earn');
  expect(await line.innerText()).toBe('You will earn 18 points');
  const choose = async (index: number) =>
    page.selectOption('select[name=id]', variants[index]?.split('/').at(-1) ?? '');
  await choose(1);
  await expect.poll(() => line.innerText()).toBe('You will earn 1 point');
  await choose(2);
  await expect.poll(() => line.innerText()).toBe('You will earn 1,250 points');
  await picture(page, 'product-en', { fullPage: true });
});

test('in Vietnamese, on a phone, nothing is wider than the screen', async () => {
  const { store, address } = await shopWithBlocks({ currency: 'VND', locale: 'vi', name: 'Cà phê Góc Phố' });
  const { handle } = store.product({ title: 'Ca phe sua', prices: ['185000'] });
  const { id, email } = await shopper(store);
  await store.buy(id, '12500000');
  await world.settle();
  const page = await open({ phone: true });
  await page.goto(`${address}/products/${handle}`);
  expect(await page.locator('regulars-earn').innerText()).toBe('Bạn sẽ nhận được 18 điểm');
  await fitsItsWidth(page);
  await picture(page, 'product-vi-375', { fullPage: true });
  await logIn(page, address, email);
  expect(await page.locator('.regulars-points').innerText()).toContain('Đang chờ: 1.250 điểm.');
  await fitsItsWidth(page);
  await picture(page, 'account-vi-375', { fullPage: true });
  await page.goto(`${address}/en/account`);
  expect(await page.locator('.regulars-points').innerText()).toContain('1,250 points are on their way.');
  await fitsItsWidth(page);
});

test('the home page invites a guest, and its link leads to the login', async () => {
  const { address } = await shopWithBlocks();
  const page = await open({ phone: true });
  await page.goto(address);
  const block = page.locator('.regulars-points');
  expect(await block.innerText()).toContain('Earn 1 point for every $1.00 you spend.');
  await fitsItsWidth(page);
  await picture(page, 'home-en-375', { fullPage: true });
  await block.getByRole('link').click();
  await page.waitForURL('**/account/login');
});

test('the link below the balance leads to how the points came, in the theme', async () => {
  const { store, address } = await shopWithBlocks();
  const { id, email } = await shopper(store);
  await store.buy(id, '80.00');
  await world.settle();
  const page = await open({ phone: true });
  await logIn(page, address, email);
  await page.click('.regulars-points__link');
  await page.waitForURL('**/apps/regulars/history');
  expect(await page.textContent('main')).toContain('80');
  await fitsItsWidth(page);
  await picture(page, 'history-en-375', { fullPage: true });
});

test('a friend follows a link, takes a code with one tap and without scripts, and pays less', async () => {
  const { store, address } = await shopWithBlocks({ programme: { referrals: { on: true } } });
  const { handle } = store.product({ title: 'Oak bowl', prices: ['45.00'] });
  const { id: advocate } = await shopper(store);
  await world.settle();
  const mine = await store.proxy('/referrals/mine', advocate);
  const { path } = JSON.parse(String(mine.body)) as { path: string };
  const page = await open({ phone: true, scripts: false });
  await page.goto(`${address}${path}`);
  expect(await page.textContent('main h1')).toBe('A friend gives you 10% off your first order');
  await fitsItsWidth(page);
  await picture(page, 'referral-en-375', { fullPage: true });
  await page.getByRole('button', { name: 'Get my code' }).click();
  const code = await page.locator('output').innerText();
  await fitsItsWidth(page);
  await picture(page, 'referral-code-en-375', { fullPage: true });
  await page.getByRole('link', { name: 'Start shopping' }).click();
  await page.waitForURL(`${address}/`);
  await page.goto(`${address}/products/${handle}`);
  await page.click('form[action*="/cart/add"] button[type=submit]');
  await page.waitForURL('**/cart');
  expect(await page.textContent('main')).toContain(code);
  expect(await page.textContent('main')).toContain('$40.50');
  await page.goto(`${address}/vi${path}`);
  expect(await page.textContent('main h1')).toBe('Một người bạn tặng bạn ưu đãi giảm 10% cho đơn hàng đầu tiên');
});

test('no block asks for anything but its own style and script', async () => {
  const { store, address } = await shopWithBlocks();
  const { handle } = store.product({ title: 'Oak bowl', prices: ['45.00'] });
  const page = await open();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(`${address}/products/${handle}`, { waitUntil: 'networkidle' });
  expect(asked.filter((url) => /apps\/regulars|_simulator|\/api\//.test(url))).toEqual([]);
  expect(asked.filter((url) => /points\.css|product-points\.js/.test(url))).toHaveLength(2);
});
