import type { Figures } from '../../../web/platform/kit/figures.ts';
import type { Language, Words } from '../../../web/retention/tracking/page/words.ts';

/** What every part writes with: the words of the tracking page, and those that this block alone needs. */
export interface Sheet {
  language: Language;
  words: Words;
  say: Figures;
  translate(key: string): string;
}

/** `YYYY-MM-DD` in words. */
export function dayWords({ say }: Sheet, day: string): string {
  return say.date(Date.parse(`${day}T12:00:00Z`), 'UTC');
}
