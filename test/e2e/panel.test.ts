/** The panel in a real browser: what it asks, what it costs, how it is used, and whether the shopper gets what the points were taken for. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchChromium, picture } from '../support/chromium.ts';
import { projectFolder } from '../support/source-files.ts';
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

const DESK = { width: 1280, height: 900 };
const PHONE = { width: 375, height: 740 };

/** A page of its own; whatever goes wrong in it fails the test. */
async function open(options: { viewport?: typeof DESK; scripts?: boolean; calm?: boolean } = {}): Promise<Page> {
  const { viewport = DESK, scripts = true, calm = true } = options;
  const context = await browser.newContext({
    javaScriptEnabled: scripts,
    viewport,
    reducedMotion: calm ? 'reduce' : 'no-preference',
    permissions: ['clipboard-read', 'clipboard-write'],
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

const rewards = (unit: number) => [
  { id: 'five', kind: 'fixed', points: 100, amount: String(5 * unit) },
  { id: 'any', kind: 'slider', points: 100, amount: String(5 * unit), min: 100, max: 1000, step: 50 },
  { id: 'ship', kind: 'freeShipping', points: 150 },
  { id: 'gold', kind: 'percentage', points: 300, percent: 20, tiers: ['gold'] },
  { id: 'big', kind: 'fixed', points: 1500, amount: String(100 * unit), minimumSubtotal: String(200 * unit) },
];
const programme = (unit: number) => ({
  startsAt: '2025-01-01T00:00:00Z',
  earn: {
    multipliers: [{ id: 'weekend', title: '', factor: '2', until: '2030-11-29T23:59' }],
    bonuses: { orderGoals: [{ id: 'five-orders', orders: 5, points: 50, repeat: true }] },
    actions: {
      signUp: { points: 50 },
      birthday: { points: 100 },
      newsletter: { points: 25 },
      social: [{ id: 'insta', network: 'instagram', url: 'https://example.com/shop', points: 20 }],
    },
  },
  spend: { rewards: rewards(unit) },
  tiers: {
    on: true,
    levels: [
      { id: 'silver', name: { en: 'Silver', vi: 'Bạc' }, from: '200', color: '#8a9096' },
      {
        id: 'gold',
        name: { en: 'Gold', vi: 'Vàng' },
        from: '1000',
        multiplier: '1.5',
        entryPoints: 100,
        perks: { en: 'Early access to new things\nA gift on your birthday', vi: 'Mua sớm hàng mới\nQuà sinh nhật' },
        color: '#c8963e',
      },
    ],
  },
  referrals: { on: true },
  expiry: { months: 12, remindDays: 14 },
});

/** A store whose theme has the panel and the account block. */
async function shopWithPanel(options: Parameters<TestWorld['shop']>[0] = {}, settings: Record<string, unknown> = {}) {
  const unit = options?.currency === 'VND' ? 10_000 : 1;
  const store = await world.shop({ name: 'Corner Shop', programme: programme(unit) as never, ...options });
  const shop = world.simulated.shops.get(store.domain);
  if (!shop) throw new Error(`${store.domain} is gone`);
  shop.themeBlocks = [
    { handle: 'points-panel', template: '*', settings },
    { handle: 'points-account', template: 'customers/account', settings: {} },
    { handle: 'product-points', template: 'product', settings: {} },
  ];
  return { store, unit, address: `http://${store.domain.split('.')[0]}.localhost:${new URL(world.simulatorUrl).port}` };
}

async function shopper(store: TestStore): Promise<{ id: string; email: string }> {
  const email = `lan-${crypto.randomUUID()}@example.com`;
  return { id: await store.customer({ email, firstName: 'Lan', lastName: 'Tran', account: true }), email };
}

async function logIn(page: Page, address: string, email: string): Promise<void> {
  await page.goto(`${address}/account/login`);
  await page.fill('input[name="customer[email]"]', email);
  await page.click('main form button[type=submit]');
  await page.waitForURL('**/account');
}

const launcher = (page: Page) => page.locator('.regulars-launcher');
const panel = (page: Page) => page.locator('#regulars-panel');

/** Opens it, and waits for what the app answers to be shown. */
async function openPanel(page: Page): Promise<void> {
  const answer = page.waitForResponse(/apps\/regulars\/panel/);
  await launcher(page).click();
  await answer;
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
}

async function fitsItsWidth(page: Page): Promise<void> {
  const { content, window } = await page.evaluate(() => ({
    content: Math.max(
      document.documentElement.scrollWidth,
      ...[...document.querySelectorAll('.regulars-panel__sheet')].map(
        (sheet) => document.documentElement.clientWidth + sheet.scrollWidth - sheet.clientWidth,
      ),
    ),
    window: document.documentElement.clientWidth,
  }));
  expect(content).toBeLessThanOrEqual(window);
}

/** Somebody with 370 points to spend, 50 of them for signing up, and 90 on their way. */
async function member(store: TestStore, unit: number) {
  const someone = await shopper(store);
  // Twenty days ago: moving the clock would cost each store of this file as many.
  const at = new Date(world.simulated.now() - 20 * 86_400_000).toISOString();
  await store.buy(someone.id, String(160 * unit), { at });
  await store.buy(someone.id, String(45 * unit));
  await world.settle();
  return someone;
}

test.each(['points-panel.js', 'points.css', 'product-points.js'])('%s is small', async (file) => {
  const { length } = await readFile(join(projectFolder, 'extensions/points/assets', file));
  expect(length).toBeLessThan(10_000);
});

// complaint 25
test('until it is opened it asks nothing, moves nothing and costs next to no time; then it asks once', async () => {
  const { store, address, unit } = await shopWithPanel();
  const { handle } = store.product({ title: 'Oak bowl', prices: ['45.00'] });
  const { email } = await member(store, unit);
  const page = await open();
  await page.addInitScript(() => {
    const seen = { shift: 0, long: 0 };
    Object.assign(window, { seen });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.shift += (entry as PerformanceEntry & { value: number }).value;
    }).observe({ type: 'layout-shift', buffered: true });
    const define = customElements.define.bind(customElements);
    // What the script does when the page loads is to define the element, which makes the one that stands there.
    customElements.define = (name, element, options) => {
      const start = performance.now();
      define(name, element, options);
      Object.assign(seen, { [name]: performance.now() - start });
    };
  });
  await logIn(page, address, email);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(`${address}/products/${handle}`, { waitUntil: 'networkidle' });
  expect(asked.filter((url) => /apps\/regulars|cart\.js|discount/.test(url))).toEqual([]);
  expect(await launcher(page).innerText()).toMatch(/Rewards\s*370/);
  const seen = await page.evaluate(() => (window as Window & { seen?: Record<string, number> }).seen ?? {});
  expect(seen.shift).toBe(0);
  expect(seen['regulars-panel']).toBeLessThan(5);
  expect(await panel(page).isVisible()).toBe(false);

  asked.length = 0;
  await openPanel(page);
  expect(asked).toEqual([expect.stringMatching(/\/apps\/regulars\/panel\?language=en&order=\d+&device=$/)]);
  expect(await panel(page).innerText()).toContain('590 points to Gold');
});

test.each([
  ['en', {}, /Rewards at Corner Shop/],
  [
    'vi',
    { currency: 'VND', locale: 'vi', name: 'Cà phê Góc Phố', timeZone: 'Asia/Ho_Chi_Minh' },
    /Ưu đãi tại Cà phê Góc Phố/,
  ],
] as const)(
  'in %s, from 320 to 1280 px, nothing is wider than the screen and no place is left without its text',
  async (name, options, title) => {
    const { store, address, unit } = await shopWithPanel(options);
    const { handle } = store.product({ title: 'Oak bowl', prices: [String(45 * unit)] });
    const { email } = await member(store, unit);
    for (const width of [320, 375, 1280]) {
      const viewport = { width, height: width === 1280 ? 900 : 740 };
      const guest = await open({ viewport });
      await guest.goto(`${address}/products/${handle}`);
      await picture(guest, `guest-${name}-${width}`);
      await launcher(guest).click();
      expect(await panel(guest).innerText()).toMatch(title);
      await fitsItsWidth(guest);
      await picture(guest, `guest-open-${name}-${width}`);
      const page = await open({ viewport });
      await logIn(page, address, email);
      await fitsItsWidth(page);
      await picture(page, `account-${name}-${width}`);
      await openPanel(page);
      await picture(page, `open-${name}-${width}`);
      await panel(page).evaluate((dialog) => {
        for (const each of dialog.querySelectorAll('details')) each.open = true;
      });
      await fitsItsWidth(page);
      const words = await panel(page).innerText();
      expect(words).not.toMatch(/missing|undefined|\{|\[object|Liquid/);
      expect(words).toMatch(name === 'vi' ? /Còn 590 điểm nữa để lên Vàng/ : /590 points to Gold/);
      if (process.env.SCREENSHOTS) {
        await page.setViewportSize({ width, height: 2600 });
        await page.addStyleTag({ content: '#regulars-panel{max-height:none!important}' });
        await picture(page, `all-${name}-${width}`);
      }
    }
  },
);

test('one tap takes the points and puts the discount into the cart, and the next page knows it before Shopify does', async () => {
  const { store, address, unit } = await shopWithPanel();
  const { handle } = store.product({ title: 'Oak bowl', prices: ['45.00'] });
  const { id, email } = await member(store, unit);
  const page = await open({ viewport: PHONE });
  await logIn(page, address, email);
  await page.goto(`${address}/products/${handle}`);
  await page.click('form[action*="/cart/add"] button[type=submit]');
  await page.waitForURL('**/cart');
  await openPanel(page);
  const stale = await store.metafield(id);
  await page.getByRole('button', { name: 'Use 100 points' }).first().click();
  const result = page.locator('.regulars-result');
  await result.waitFor();
  await expect.poll(() => result.innerText()).toContain('Done: it is in your cart.');
  await expect.poll(() => result.evaluate((element) => element === document.activeElement)).toBe(true);
  await expect.poll(() => panel(page).locator('.regulars-points__number').innerText()).toBe('270');
  expect(await store.balance(id)).toMatchObject({ available: 270 });
  await picture(page, 'redeemed-en-375');
  const code = (await result.locator('code').innerText()).trim();
  await result.getByRole('button', { name: 'Copy code' }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(code);

  // Closing shows the cart with what was taken off, and the code is kept among the rewards.
  const reloaded = page.waitForNavigation();
  await page.keyboard.press('Escape');
  await reloaded;
  await expect.poll(() => page.locator('main').innerText()).toContain('$40.00');
  await openPanel(page);
  await page.getByText('Your rewards', { exact: true }).last().click();
  await expect.poll(() => panel(page).locator('.regulars-code').innerText()).toContain(code);
  await picture(page, 'codes-en-375');
  await page.keyboard.press('Escape');

  // As if Shopify still had the balance of before.
  const shop = world.simulated.shops.get(store.domain);
  const points = [...(shop?.metafields.get(id)?.values() ?? [])].find(({ key }) => key === 'points');
  if (!points) throw new Error('no balance was written');
  await world.settle();
  points.value = JSON.stringify(stale);
  await page.goto(`${address}/products/${handle}`);
  await expect.poll(() => launcher(page).innerText()).toMatch(/Rewards\s*270/);
});

test('who has changed their mind gives the code back, and the points return', async () => {
  const { store, address, unit } = await shopWithPanel();
  const { id, email } = await member(store, unit);
  const page = await open();
  await logIn(page, address, email);
  await openPanel(page);
  await page.getByRole('button', { name: 'Use 100 points' }).first().click();
  await page.locator('.regulars-result').waitFor();
  await page.keyboard.press('Escape');
  await openPanel(page);
  await page.getByText('Your rewards', { exact: true }).last().click();
  await page.getByRole('button', { name: 'Give back' }).click();
  await expect.poll(() => page.locator('.regulars-panel__status').innerText()).toContain('about a minute');
  await world.advance('PT5M');
  expect(await store.balance(id)).toMatchObject({ available: 370 });
  await page.keyboard.press('Escape');
  await openPanel(page);
  expect(await panel(page).locator('.regulars-points__number').innerText()).toBe('370');
  expect(await panel(page).locator('.regulars-code').count()).toBe(0);
});

test('a theme draws its cart anew by Shopify’s standard action, with every code that the cart holds', async () => {
  const { store, address, unit } = await shopWithPanel();
  const { handle } = store.product({ title: 'Oak bowl', prices: ['45.00'] });
  const { email } = await member(store, unit);
  const page = await open();
  await page.addInitScript(() => {
    const asked: unknown[] = [];
    Object.assign(window, { asked, Shopify: { actions: { updateCart: (payload: unknown) => asked.push(payload) } } });
  });
  await logIn(page, address, email);
  await page.goto(`${address}/products/${handle}`);
  await page.click('form[action*="/cart/add"] button[type=submit]');
  await page.waitForURL('**/cart');
  await page.goto(`${address}/discount/SOMETHING?redirect=/products/${handle}`);
  await openPanel(page);
  await page.getByRole('button', { name: 'Use 150 points' }).click();
  const result = page.locator('.regulars-result');
  await result.waitFor();
  const code = (await result.locator('code').innerText()).trim();
  const asked = () => page.evaluate(() => (window as Window & { asked?: unknown }).asked);
  expect(await asked()).toEqual([]);
  await page.keyboard.press('Escape');
  await expect.poll(asked).toEqual([{ discountCodes: ['SOMETHING', code] }]);
});

test('any amount: the slider says what it is worth, and that is what is taken', async () => {
  const { store, address, unit } = await shopWithPanel({ currency: 'VND', locale: 'vi', name: 'Cà phê Góc Phố' });
  const { id, email } = await member(store, unit);
  const page = await open();
  await logIn(page, address, email);
  await openPanel(page);
  const slider = page.getByRole('slider');
  await slider.focus();
  for (let step = 0; step < 9; step++) await page.keyboard.press('ArrowRight');
  expect(await slider.getAttribute('aria-valuetext')).toBe('350 điểm, 175.000₫');
  await page.getByRole('button', { name: 'Dùng 350 điểm' }).click();
  await page.locator('.regulars-result').waitFor();
  expect(await page.locator('.regulars-result').innerText()).toContain('Xong: mã đã được lưu');
  expect(await store.balance(id)).toMatchObject({ available: 20 });
  await picture(page, 'slider-vi-1280');
  await expect.poll(() => panel(page).innerText()).toContain('Còn thiếu 80 điểm');
});

test('by keyboard alone: opened, kept inside, closed, and back where one was; a screen reader hears its name', async () => {
  const { address } = await shopWithPanel();
  const page = await open();
  await page.goto(address);
  await launcher(page).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Rewards at Corner Shop' });
  expect(await dialog.isVisible()).toBe(true);
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H2');
  for (let tab = 0; tab < 12; tab++) {
    await page.keyboard.press('Tab');
    expect(
      await page.evaluate(
        () => document.activeElement === document.body || document.activeElement?.closest('dialog') !== null,
      ),
    ).toBe(true);
  }
  await page.keyboard.press('Escape');
  expect(await dialog.isVisible()).toBe(false);
  expect(await page.evaluate(() => document.activeElement?.className)).toContain('regulars-launcher');
});

test('what is told and tapped in the panel counts: the birthday, a link to a network; and the own link is there to hand on', async () => {
  const { store, address, unit } = await shopWithPanel();
  const { id, email } = await member(store, unit);
  const page = await open({ viewport: PHONE });
  await logIn(page, address, email);
  await openPanel(page);
  await panel(page).getByText('Earn points').click();
  const birthday = panel(page).locator('.regulars-birthday');
  await birthday.getByLabel('Day').selectOption('24');
  await birthday.getByLabel('Month').selectOption('December');
  await birthday.getByRole('button', { name: 'Save' }).click();
  await expect.poll(() => panel(page).locator('[data-way=birthday]').innerText()).toContain('December 24');
  expect(await birthday.isVisible()).toBe(false);

  await page.context().route('https://example.com/**', (route) => route.fulfill({ body: 'A network' }));
  await panel(page).getByText('Follow us on Instagram').click();
  await expect.poll(() => panel(page).locator('[data-way=insta]').innerText()).toContain('Done');
  expect(await store.balance(id)).toMatchObject({ available: 390 });
  expect(await panel(page).locator('.regulars-points__number').innerText()).toBe('390');

  await panel(page).getByText('Bring a friend').click();
  await panel(page).getByRole('button', { name: 'Copy link' }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(
    new RegExp(`^${address}/apps/regulars/r/[A-Z0-9]{8}$`),
  );
  await picture(page, 'friend-en-375');
});

test('when the answer is lost, trying again takes nothing twice; and what cannot be had is said in words', async () => {
  const { store, address, unit } = await shopWithPanel();
  const { id, email } = await member(store, unit);
  const page = await open();
  await logIn(page, address, email);
  await openPanel(page);
  const keys: string[] = [];
  await page.route('**/apps/regulars/redeem', async (route) => {
    keys.push((route.request().postDataJSON() as { key: string }).key);
    if (keys.length > 1) return route.continue();
    // The app does it, and the shopper does not hear of it.
    await store.proxy('/redeem', id, { method: 'POST', body: route.request().postDataJSON() });
    await route.fulfill({ status: 504, body: 'gone' });
  });
  const button = page.getByRole('button', { name: 'Use 100 points' }).first();
  await button.click();
  const status = page.locator('.regulars-panel__status');
  await expect.poll(() => status.innerText()).toContain('nothing is taken twice');
  expect(await store.balance(id)).toMatchObject({ available: 270 });
  await button.click();
  await page.locator('.regulars-result').waitFor();
  expect(keys[1]).toBe(keys[0]);
  expect(await store.balance(id)).toMatchObject({ available: 270 });
  failures = failures.filter((failure) => !failure.includes('504'));

  // Spent elsewhere meanwhile.
  await store.admin('POST', `/api/customers/${id.split('/').at(-1)}/adjust`, {
    points: -250,
    reason: 'Spent at the counter',
    key: crypto.randomUUID(),
  });
  await button.click();
  await expect.poll(() => status.innerText()).toContain('20');
  expect(await panel(page).locator('.regulars-points__number').innerText()).toBe('20');
  failures = failures.filter((failure) => !failure.includes('409'));
});

test('every text can be read: 4.5 to 1 at the least, with the theme’s colours and with one of the merchant’s', async () => {
  for (const accent of ['', '#c8963e']) {
    const { store, address, unit } = await shopWithPanel({}, { accent });
    const { email } = await member(store, unit);
    const page = await open();
    await logIn(page, address, email);
    await openPanel(page);
    await panel(page).evaluate((dialog) => {
      for (const each of dialog.querySelectorAll('details')) each.open = true;
    });
    await picture(page, `accent-${accent ? 'own' : 'theme'}`);
    expect(await page.evaluate(weakTexts)).toEqual([]);
  }
});

/** Texts of the app whose contrast with what lies behind them is below WCAG AA. Runs in the page. */
function weakTexts(): string[] {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  if (!canvas) throw new Error('no canvas');
  /** Lays colours over one another, the last on top. */
  const mixed = (colors: string[]) => {
    for (const color of colors) {
      canvas.fillStyle = color;
      canvas.fillRect(0, 0, 1, 1);
    }
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const luminance = (color: number[]) => {
    const [red = 0, green = 0, blue = 0] = color.map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const weak: string[] = [];
  for (const element of document.querySelectorAll<HTMLElement>('regulars-panel *, .regulars-account *')) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim());
    if (!own || !element.checkVisibility() || element.closest('.regulars-sr')) continue;
    const behind = ['#fff'];
    for (let each: Element | null = element; each; each = each.parentElement) {
      behind.splice(1, 0, getComputedStyle(each).backgroundColor);
      if (each.tagName === 'DIALOG') break;
    }
    const [back, text] = [mixed(behind), mixed([...behind, getComputedStyle(element).color])].map(luminance);
    const contrast = (Math.max(back ?? 0, text ?? 0) + 0.05) / (Math.min(back ?? 0, text ?? 0) + 0.05);
    if (contrast < 4.5) weak.push(`${element.textContent?.trim()} ${contrast.toFixed(2)}`);
  }
  return weak;
}

test('without scripts it opens all the same, with what the page knows', async () => {
  const { store, address, unit } = await shopWithPanel();
  const { email } = await member(store, unit);
  const page = await open({ scripts: false });
  await logIn(page, address, email);
  await launcher(page).click();
  expect(await panel(page).innerText()).toMatch(/370 points/);
  expect(await panel(page).innerText()).toContain('switch on JavaScript');
  await picture(page, 'no-scripts-en-1280');
});

test('who is quicker than the script loses neither the page nor points', async () => {
  const { store, address, unit } = await shopWithPanel();
  const { id, email } = await member(store, unit);
  const page = await open();
  await page.route('**/points-panel.js*', (route) => route.fulfill({ body: '', contentType: 'text/javascript' }));
  await logIn(page, address, email);
  await launcher(page).click();
  await page.getByRole('button', { name: 'Use 100 points' }).first().click();
  await expect.poll(() => panel(page).isVisible()).toBe(false);
  expect(page.url()).toBe(`${address}/account`);
  expect(await store.balance(id)).toMatchObject({ available: 370 });
});

test('an order whose webhook has not come is said to be being counted, and no number pretends to know it', async () => {
  const { store, address } = await shopWithPanel();
  const { id, email } = await shopper(store);
  await store.buy(id, '50.00');
  await world.settle();
  await world.advance('PT1H');
  await world.sim('POST', 'deliveries', { shop: store.domain, hold: true });
  const { name } = await store.buy(id, '30.00');
  const page = await open();
  await logIn(page, address, email);
  const note = `Your order ${name} is being counted.`;
  expect(await page.locator('.regulars-account').innerText()).toContain(note);
  await openPanel(page);
  const head = panel(page).locator('.regulars-panel__head');
  expect(await head.innerText()).toContain(note);
  expect(await head.innerText()).toContain('100 points are on their way.');
  await page.keyboard.press('Escape');

  await world.sim('POST', 'deliveries', { shop: store.domain, hold: false });
  await world.settle();
  await openPanel(page);
  await expect.poll(() => head.innerText()).toContain('160 points are on their way.');
  expect(await head.innerText()).not.toContain(note);
  await page.reload();
  expect(await page.locator('.regulars-account').innerText()).not.toContain(note);
});
