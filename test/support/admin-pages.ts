/** The embedded app in a real browser, as a merchant has it: whatever goes wrong in the browser fails the test. */
import type { BrowserContext, FrameLocator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { launchChromium } from './chromium.ts';
import { startWorld, type TestStore, type TestWorld } from './world.ts';

export interface Admin {
  /** The simulated admin around the app: navigation, save bar, toasts, picker. */
  page: Page;
  /** The app's own page in its frame. */
  app: FrameLocator;
}

interface OpenOptions {
  language?: 'en' | 'vi';
  /** Done to the page before anything is loaded. */
  before?: (page: Page) => Promise<void>;
}

export interface AdminPages {
  readonly world: TestWorld;
  open(store: TestStore, path?: string, options?: OpenOptions): Promise<Admin>;
  /** What the browser itself reports of a failure that the test caused on purpose. */
  forgive(about: string): void;
}

/** One world and one browser for the tests of a file; each test has its own windows. */
export function adminPages(stopOptions: { deadLetters?: number } = {}): AdminPages {
  let browser: Awaited<ReturnType<typeof launchChromium>>;
  let world: TestWorld;
  let context: BrowserContext;
  let opened: Page[] = [];
  let failures: string[] = [];
  beforeAll(async () => {
    [browser, world] = await Promise.all([launchChromium(), startWorld()]);
    // One for all, so that a page finds its program in the browser's cache: nothing of a store is kept there.
    context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  });
  afterAll(async () => {
    await browser.close();
    await world.stop(stopOptions);
  });
  beforeEach(() => {
    opened = [];
    failures = [];
  });
  afterEach(async () => {
    await Promise.all(opened.map((page) => page.close()));
    if (failures.length > 0) throw new Error(`The browser complained:\n${failures.join('\n')}`);
  });

  return {
    get world() {
      return world;
    },
    async open(store, path = '', { language = 'en', before } = {}) {
      const page = await context.newPage();
      opened.push(page);
      page.setDefaultTimeout(60_000);
      page.on('pageerror', (error) => failures.push(error.message));
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) failures.push(message.text());
      });
      await before?.(page);
      const separator = path.includes('?') ? '&' : '?';
      await page.goto(`${world.simulatorUrl}${addressOf(store)}${path}${separator}locale=${language}`);
      const app = page.frameLocator('#app');
      await app.getByRole('heading', { level: 1 }).waitFor();
      return { page, app };
    },
    forgive(about) {
      failures = failures.filter((text) => !text.includes(about));
    },
  };
}

export const addressOf = (store: TestStore) => `/store/${store.domain.split('.')[0]}/apps/regulars`;
export const digits = (gid: string) => gid.slice(gid.lastIndexOf('/') + 1);

const WIDTHS = [1280, 375, 320];

/**
 * At which widths the page is wider than its window; nothing is to be scrolled sideways for. For people: `SCREENSHOTS=folder npm test
 * -- e2e` keeps a picture of each.
 */
export async function tooWideAt({ page, app }: Admin, name: string): Promise<string[]> {
  await app.locator('.Polaris-ShadowBevel, .Polaris-Card').first().waitFor();
  await app.locator('.Polaris-SkeletonBodyText').waitFor({ state: 'detached' });
  const tooWide: string[] = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 1500 });
    const by = await app.locator('html').evaluate(async (root) => {
      const painted = () => new Promise((resolve) => requestAnimationFrame(resolve));
      await painted();
      await painted();
      return root.scrollWidth - root.clientWidth;
    });
    if (by > 0) tooWide.push(`${name} at ${width} pixels, by ${by}`);
    await picture(page, `${name}-${width}`);
  }
  return tooWide;
}

export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS;
  if (folder) await page.screenshot({ path: `${folder}/admin-${name}.png` });
}
