import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { type ChromiumFiles, unpackChromium } from './chromium-files.ts';

declare module 'vitest' {
  interface ProvidedContext {
    chromium: ChromiumFiles;
    /** Home and temporary folder of the run's browsers, which do not always remove their shared memory when they end. */
    chromiumScratch: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  project.provide('chromium', await unpackChromium());
  const scratch = await mkdtemp(join(tmpdir(), 'regulars-browser-'));
  project.provide('chromiumScratch', scratch);
  return () => rm(scratch, { recursive: true, force: true });
}
