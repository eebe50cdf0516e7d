/**
 * The block on Shopify's thank-you and order status pages: built as for Shopify, run in a browser with a stand-in of its API, against the
 * app's own routes.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { parse } from 'smol-toml';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { APP_ADDRESS } from '../../extensions/order-status/src/app-address.ts';
import type { ExtensionAnswer } from '../../web/retention/tracking/extension-types.ts';
import { launchChromium } from '../support/chromium.ts';
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

/** Values that change while the page is open, as Shopify's do. */
const SIGNALS = `(() => {
  const signal = (value) => {
    const told = new Set();
    return { get value() { return value; }, set(next) { value = next; for (const tell of told) tell(next); },
      subscribe(tell) { told.add(tell); return () => told.delete(tell); } };
  };
  return signal;
})()`;

interface Opened {
  surface?: Surface;
  locale?: 'en' | 'vi';
  order: string;
  /** Whether somebody is logged in. */
  known?: boolean;
  /** By default the app's own. */
  answer?: (path: string) => { status: number; json: unknown } | null;
}

/** Shopify's page of an order with the block on it; its calls reach the app as they were sent. */
async function openBlock(token: () => Promise<string>, opened: Opened) {
  const { surface = 'order-status', locale = 'en', order, known = true, answer } = opened;
  const page = await browser.newPage();
  page.setDefaultTimeout(10_000);
  await page.exposeFunction('giveToken', token);
  const api = `(() => { const signal = ${SIGNALS};
    const authenticationState = signal('${known ? 'fully' : 'pre'}_authenticated');
    return {
      order: signal({ id: '${order}' }),
      orderConfirmation: signal({ order: { id: '${order}' } }),
      authenticationState,
      requireLogin: async () => authenticationState.set('fully_authenticated'),
      sessionToken: { get: () => giveToken() },
      extension: {},
    };
  })()`;
  const html = await extensionPage('order-status', locale, api);
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
  expect(await failing.text()).toBe('Arrives Tuesday, November 24 – Thursday, November 26 Log in to see your parcel');
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
});
