/** Numbers, points, money and days as a store's shoppers read them. */
import { figures } from '../../platform/kit/figures.ts';
import type { ProgrammeSettings } from './settings.ts';

export type Wording = ReturnType<typeof wording>;

export function wording(language: 'en' | 'vi', names: ProgrammeSettings['name']) {
  const say = figures(language);
  const name = (count: number) =>
    language === 'vi'
      ? names.vi.other
      : new Intl.PluralRules('en').select(Math.abs(count)) === 'one'
        ? names.en.one
        : names.en.other;
  return {
    ...say,
    /** What the points are called, for so many. */
    name,
    points: (count: number) => `${say.number(count)} ${name(count)}`,
  };
}
