import { type Browser, chromium, type Page } from 'playwright-core';
import { inject } from 'vitest';

/** Not the package's own arguments: those switch web security off, and then no test could tell whether ours holds. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-gpu',
];

/** A browser with nothing from the machine it runs on: own libraries, own fonts, no profile. */
export function launchChromium(): Promise<Browser> {
  const files = inject('chromium');
  const scratch = inject('chromiumScratch');
  return chromium.launch({
    executablePath: files.executable,
    args: ARGUMENTS,
    env: {
      PATH: process.env.PATH ?? '',
      HOME: scratch,
      TMPDIR: scratch,
      LD_LIBRARY_PATH: files.libraries,
      FONTCONFIG_PATH: files.fonts,
    },
  });
}

/** For people: `SCREENSHOTS=folder npm test -- e2e`. */
export async function picture(page: Page, name: string, options: { fullPage?: boolean } = {}): Promise<void> {
  const folder = process.env.SCREENSHOTS;
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, ...options });
}
