/** Numbers, points, money and days as a store's shoppers read them. */
import { figures } from '../../platform/kit/figures.ts';
import type { ProgrammeSettings } from './settings.ts';

/** Made once: making it takes as long as reading several rows. */
const PLURALS = new Intl.PluralRules('en');

export type Wording = ReturnType<typeof wording>;

export function wording(language: 'en' | 'vi', names: ProgrammeSettings['name']) {
  const say = figures(language);
  const name = (count: number) =>
    language === 'vi' ? names.vi.other : PLURALS.select(Math.abs(count)) === 'one' ? names.en.one : names.en.other;
  const points = (count: number) => `${say.number(count)} ${name(count)}`;
  const orders = (count: number) =>
    language === 'vi' ? `${count} đơn hàng` : `${count} ${count === 1 ? 'order' : 'orders'}`;
  return {
    ...say,
    /** What the points are called, for so many. */
    name,
    points,
    orders,
    /** So much of what tiers count: `120 points`, `2 orders` or `$12.50`. */
    counted(basis: 'points' | 'spend' | 'orders', amount: string, currency: string) {
      if (basis === 'spend') return say.money(amount, currency);
      return basis === 'orders' ? orders(Number(amount)) : points(Number(amount));
    },
  };
}
