/** The simulated admin and its App Bridge with a page that only calls it, so that a failure is not the app's. */
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, FrameLocator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startSimulator } from '../../simulator/server.ts';
import { createProduct } from '../../simulator/world/products.ts';
import { createShop } from '../../simulator/world/shops.ts';
import { launchChromium } from '../support/chromium.ts';

const configuration = `
name = "Fixture"
handle = "fixture"
application_url = "https://app.example.com"
[access_scopes]
scopes = "read_products"
[webhooks]
api_version = "2026-07"
`;
const appPage = (
  bridge: string,
) => `<!doctype html><meta name="shopify-api-key" content="key"><link rel="icon" href="data:,">
<script src="${bridge}/app-bridge.js"></script>
<s-app-nav><a href="/" rel="home">Home</a><a href="/customers">Customers</a></s-app-nav>
<ui-title-bar title="Title"><button variant="primary" onclick="shopify.toast.show('Said')">Say</button></ui-title-bar>
<h1></h1><output id="out"></output>
<ui-save-bar id="bar"><button variant="primary" onclick="out.value='saved';shopify.saveBar.hide('bar')">Save</button><button onclick="out.value='discarded';shopify.saveBar.hide('bar')"></button></ui-save-bar>
<button onclick="shopify.saveBar.show('bar')">change</button>
<button onclick="shopify.saveBar.leaveConfirmation().then(() => out.value='left')">leave</button>
<button onclick="shopify.resourcePicker({type:'product',multiple:true}).then((picked) => out.value = picked ? picked.map(({title}) => title).join() : 'nothing')">pick</button>
<button onclick="fetch('/api').then((answer) => answer.text()).then((text) => out.value = text)">ask</button>
<button onclick="history.pushState(null, '', '/deep?x=1')">push</button>
<ui-modal id="modal"><ui-title-bar title="Sure?"><button variant="primary" onclick="out.value='yes';shopify.modal.hide('modal')">Yes</button></ui-title-bar></ui-modal>
<button onclick="shopify.modal.show('modal')">open</button>
<script>document.querySelector('h1').textContent = location.pathname</script>`;

describe('the simulated admin around a page', () => {
  let browser: Browser;
  let simulator: Awaited<ReturnType<typeof startSimulator>>;
  let app: Server;
  let folder: string;
  let askedFor: (string | undefined)[];
  let context: BrowserContext;
  let page: Page;
  let frame: FrameLocator;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'app-bridge-'));
    const appToml = join(folder, 'shopify.app.toml');
    writeFileSync(appToml, configuration);
    app = createServer((request, response) => {
      if (request.url === '/api') {
        askedFor.push(request.headers.authorization);
        // The first token is said to be stale: App Bridge then brings a fresh one.
        if (askedFor.length === 1) response.writeHead(401, { 'X-Shopify-Retry-Invalid-Session-Request': '1' });
        response.end('answered');
      } else response.setHeader('Content-Type', 'text/html').end(appPage(simulator.url));
    });
    app.listen(0, '127.0.0.1');
    await once(app, 'listening');
    const address = app.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const appUrl = `http://127.0.0.1:${address.port}`;
    [browser, simulator] = await Promise.all([
      launchChromium(),
      startSimulator({ apiKey: 'key', apiSecret: 'hush', appToml, extensionsDir: folder, appUrl }),
    ]);
    const shop = createShop(simulator.world, { domain: 'framed.myshopify.com', currency: 'USD', locale: 'en' });
    shop.install = {
      appInstallationId: simulator.world.nextId(),
      scopes: [],
      installedAt: simulator.world.now(),
      accessTokens: new Map(),
      refreshTokens: new Map(),
    };
    for (const title of ['Cup', 'Lamp']) createProduct(simulator.world, shop, { title, variants: [{ price: 1000 }] });
  });
  afterAll(async () => {
    await browser.close();
    await simulator.stop();
    app.closeAllConnections();
    app.close();
    await once(app, 'close');
    rmSync(folder, { recursive: true });
  });
  beforeEach(async () => {
    askedFor = [];
    context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    context.setDefaultTimeout(60_000);
    page = await context.newPage();
    frame = page.frameLocator('#app');
    await page.goto(`${simulator.url}/store/framed/apps/fixture`);
    await frame.getByRole('heading', { name: '/' }).waitFor();
  });
  afterEach(() => context.close());

  const press = (name: string) => frame.getByRole('button', { name, exact: true }).click();
  const said = () => frame.locator('#out').textContent();
  const saveBar = () => page.locator('#savebar');
  const path = () => new URL(page.url()).pathname + new URL(page.url()).search;

  test('draws the navigation, goes where it leads, and keeps the address over a reload', async () => {
    await page.getByRole('link', { name: 'Customers' }).click();
    await frame.getByRole('heading', { name: '/customers' }).waitFor();
    expect(path()).toBe('/store/framed/apps/fixture/customers');
    expect(await page.getByRole('link', { name: 'Customers' }).getAttribute('aria-current')).toBe('page');
    await page.reload();
    await frame.getByRole('heading', { name: '/customers' }).waitFor();
  });

  test('follows the frame’s own history, forth and back', async () => {
    await press('push');
    await expect.poll(path).toBe('/store/framed/apps/fixture/deep?x=1');
    await page.goBack();
    await expect.poll(path).toBe('/store/framed/apps/fixture');
  });

  test('adds a session token to the page’s requests and a fresh one when the first is refused', async () => {
    await press('ask');
    await expect.poll(said).toBe('answered');
    expect(askedFor).toHaveLength(2);
    expect(askedFor[0]).toMatch(/^Bearer ey/);
    expect(askedFor[1]).not.toBe(askedFor[0]);
  });

  test('lets nobody leave unsaved changes without being asked', async () => {
    await press('change');
    await expect.poll(() => saveBar().isVisible()).toBe(true);
    await page.getByRole('link', { name: 'Customers' }).click();
    await page.getByRole('button', { name: 'Stay' }).click();
    expect(path()).toBe('/store/framed/apps/fixture');
    await press('leave');
    await page.getByRole('button', { name: 'Leave page' }).click();
    await expect.poll(said).toBe('left');
    await press('change');
    // Left means given up: the next change starts anew.
    await expect.poll(() => saveBar().isVisible()).toBe(true);
  });

  test('hands the save bar’s buttons on to the page', async () => {
    await press('change');
    await saveBar().getByRole('button', { name: 'Save' }).click();
    await expect.poll(said).toBe('saved');
    expect(await saveBar().isVisible()).toBe(false);
    await press('change');
    await saveBar().getByRole('button', { name: 'Discard' }).click();
    await expect.poll(said).toBe('discarded');
  });

  test('lets products be searched and picked, or nothing at all', async () => {
    await press('pick');
    const picker = page.getByRole('dialog');
    await picker.getByRole('checkbox').first().check();
    await picker.getByRole('searchbox').fill('lam');
    await picker.getByText('Cup').waitFor({ state: 'hidden' });
    await picker.getByRole('checkbox').check();
    await picker.getByRole('button', { name: 'Add' }).click();
    await expect.poll(said).toBe('Cup,Lamp');
    await press('pick');
    await picker.getByRole('button', { name: 'Cancel' }).click();
    await expect.poll(said).toBe('nothing');
  });

  test('shows title, toast and modal', async () => {
    await page.getByRole('button', { name: 'Say' }).click();
    await page.getByRole('status').filter({ hasText: 'Said' }).waitFor();
    await press('open');
    await frame.getByRole('dialog').getByRole('button', { name: 'Yes' }).click();
    await expect.poll(said).toBe('yes');
  });

  test('does not answer a page of another origin in its frame', async () => {
    const answered = await page.evaluate(async () => {
      const stranger = document.createElement('iframe');
      stranger.srcdoc =
        '<script>parent.postMessage({appBridge: "idToken", payload: {}, call: 1}, "*"); onmessage = () => parent.heard = true</script>';
      document.body.append(stranger);
      await new Promise((resolve) => stranger.addEventListener('load', resolve));
      // A round trip of the real frame's kind: had the stranger been answered, it would be by now.
      await fetch(`${location.pathname.split('/apps')[0]}/session-token`);
      return 'heard' in window;
    });
    expect(answered).toBe(false);
  });

  test('fits a phone, with its menu behind a button', async () => {
    await page.setViewportSize({ width: 375, height: 720 });
    expect(await page.getByRole('link', { name: 'Customers' }).isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('link', { name: 'Customers' }).click();
    await frame.getByRole('heading', { name: '/customers' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
  });
});
