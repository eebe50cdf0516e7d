import type { TestProject } from 'vitest/node';
import { type ChromiumFiles, unpackChromium } from './chromium-files.ts';

declare module 'vitest' {
  interface ProvidedContext {
    chromium: ChromiumFiles;
  }
}

export default async function setup(project: TestProject): Promise<void> {
  project.provide('chromium', await unpackChromium());
}
