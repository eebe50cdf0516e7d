import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY } from '../../platform/kit/clock.ts';
import { type EntryReward, entryRewards, rewardChanges } from './entry-rewards.ts';
import type { CountedOrder } from './standing.ts';
import type { TierTerms } from './tier-terms.ts';

const at = (day: string) => Date.parse(`${day}T12:00:00Z`);
const NOW = at('2027-12-31');
const termsOf = (period: TierTerms['period'], since = '2025-01-01'): TierTerms => ({
  version: 1,
  since: at(since),
  basis: 'points',
  period,
  months: 12,
  graceDays: 0,
  timeZone: 'UTC',
  levels: [
    { id: 'silver', from: 500, entryPoints: 50, rewardedSince: at(since) },
    { id: 'gold', from: 1000, entryPoints: 150, rewardedSince: at(since) },
  ],
});
const ROLLING = termsOf('rolling');
const bought = (...orders: [day: string, placed: number, kept?: number][]) =>
  orders.map(
    ([day, placed, kept = placed], index): CountedOrder => ({ orderId: `${index}`, at: at(day), placed, kept }),
  );
const due = (orders: CountedOrder[], terms = ROLLING, granted: EntryReward[] = []) =>
  entryRewards(orders, terms, NOW, granted).map(({ tierId }) => tierId);

test('80: a leap pays the tier that it reaches, a climb each of them', () => {
  expect(due(bought(['2025-03-01', 1040]))).toEqual(['gold']);
  expect(due(bought(['2025-03-01', 600], ['2025-03-02', 440]))).toEqual(['silver', 'gold']);
});

test('61, 62: a refund takes the reward back and pays no lower one; what lifts again earns it again', () => {
  expect(due(bought(['2025-03-01', 1040, 940]))).toEqual([]);
  expect(due(bought(['2025-03-01', 1040, 940], ['2025-04-01', 80]))).toEqual(['gold']);
  // Returned altogether, an order is as good as never placed.
  expect(due(bought(['2025-03-01', 1040, 0], ['2025-04-01', 600]))).toEqual(['silver']);
  // A refund of an earlier order takes back what a later one reached on top of it.
  expect(due(bought(['2025-03-01', 600, 500], ['2025-04-01', 440]))).toEqual(['silver']);
});

test('a tier pays once in each period in which it is reached', () => {
  const twice = bought(['2025-03-01', 500], ['2025-09-01', 500], ['2026-04-01', 600], ['2026-10-01', 500]);
  expect(due(twice, termsOf('lifetime'))).toEqual(['silver', 'gold']);
  // In 2026 Gold is still held from the year before: reaching Silver again is no entry, reaching Gold is.
  expect(due(twice, termsOf('calendarYear'))).toEqual(['silver', 'gold', 'gold']);
  // In April Gold is reached again within a year, in October a whole year lies between.
  expect(due(twice)).toEqual(['silver', 'gold', 'gold']);
  const within = bought(['2025-01-02', 900], ['2025-12-20', 100], ['2026-02-01', 900]);
  expect(due(within)).toEqual(['silver', 'gold']);
});

test('what was reached before the present terms is a placement, and what was given before them is final', () => {
  const terms = termsOf('rolling', '2025-06-01');
  expect(due(bought(['2025-03-01', 1040], ['2025-07-01', 10]), terms)).toEqual([]);
  expect(due(bought(['2025-03-01', 900], ['2025-07-01', 100]), terms)).toEqual(['gold']);
  const before = [{ tierId: 'gold', at: at('2025-05-01') }];
  const again = bought(['2025-05-01', 1040, 940], ['2025-07-01', 80]);
  expect(due(again, terms, before)).toEqual([]);
  expect(rewardChanges(entryRewards(again, terms, NOW, before), before, terms)).toEqual({ give: [], takeBack: [] });
});

test('whatever is bought and returned: what stands is what is due, and no more than one for each tier and period', () => {
  const orders = fc.array(fc.record({ day: fc.nat(900), placed: fc.nat(900), share: fc.integer({ min: 0, max: 2 }) }), {
    maxLength: 10,
  });
  const periods = fc.constantFrom<TierTerms['period']>('lifetime', 'calendarYear', 'rolling');
  fc.assert(
    fc.property(orders, periods, (list, period) => {
      const terms = termsOf(period, '2024-01-01');
      let standing: EntryReward[] = [];
      const counted = list.map(
        ({ day, placed }, index): CountedOrder => ({
          orderId: String(index).padStart(2, '0'),
          at: at('2025-01-01') + day * DAY,
          placed,
          kept: placed,
        }),
      );
      // Heard of one after the other, then returned one after the other.
      const states = [
        ...counted.map((_, index) => counted.slice(0, index + 1)),
        ...list.map((_, last) =>
          counted.map((one, index) => ({
            ...one,
            kept: index <= last ? Math.floor((one.placed * (list[index]?.share ?? 0)) / 2) : one.placed,
          })),
        ),
      ];
      for (const state of states) {
        const wanted = entryRewards(state, terms, NOW, standing);
        expect(entryRewards(state.toReversed(), terms, NOW, standing)).toEqual(wanted);
        const { give, takeBack } = rewardChanges(wanted, standing, terms);
        standing = [...standing.filter((one) => !takeBack.includes(one)), ...give];
        expect(standing.map(({ tierId }) => tierId).sort()).toEqual(wanted.map(({ tierId }) => tierId).sort());
        for (const { tierId } of standing) {
          const same = wanted.filter((one) => one.tierId === tierId);
          const years = new Set(same.map((one) => new Date(one.at).getUTCFullYear()));
          if (period === 'lifetime') expect(same).toHaveLength(1);
          if (period === 'calendarYear') expect(same).toHaveLength(years.size);
        }
      }
      expect(
        entryRewards(
          counted.map((one) => ({ ...one, kept: 0 })),
          terms,
          NOW,
          [],
        ),
      ).toEqual([]);
    }),
  );
});
