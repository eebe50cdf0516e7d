import type { words } from './locales/en.ts';

/** Makes every key that `t` is given a checked one. */
declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof words };
  }
}
