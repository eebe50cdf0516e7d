import { expect, test } from 'vitest';
import { defaultSettings, programmeSettings } from './settings.ts';
import { programmeForTheme } from './theme-programme.ts';

const settings = (currency: string) => defaultSettings(currency, '2026-01-01T00:00:00Z');

test('money for Liquid is in hundredths, also where the currency has none', () => {
  expect(programmeForTheme(settings('USD'))).toMatchObject({
    points: 1,
    perCents: 100,
    worth: { points: 100, cents: 500 },
  });
  expect(programmeForTheme(settings('VND'))).toMatchObject({
    perCents: 1_000_000,
    worth: { points: 100, cents: 5_000_000 },
  });
  const dinars = { ...settings('KWD'), earn: { ...settings('KWD').earn, points: 10, per: '1.125' } };
  expect(programmeForTheme(dinars)).toMatchObject({ points: 10, perCents: 112.5 });
});

test('what is offered is told with its price, the cheapest reward first, and nothing of what is switched off', () => {
  const start = settings('USD');
  const discount = { points: 100, amount: '5' };
  const theme = programmeForTheme(
    programmeSettings.parse({
      ...start,
      spend: {
        rewards: [
          { id: 'ten', kind: 'percentage', points: 300, percent: 10 },
          { id: 'any', kind: 'slider', ...discount, min: 50, max: 400, step: 50 },
          { id: 'gone', kind: 'fixed', ...discount, enabled: false },
        ],
      },
    }),
  );
  expect(theme.rewards).toMatchObject([
    { id: 'any', points: 50, per: 100, cents: 500, max: 400, step: 50, minimumCents: null },
    { id: 'ten', points: 300, percent: 10 },
  ]);
  expect(theme).toMatchObject({ tiers: null, referrals: null });
});

test('factors are thousandths and local times numbers, so that Liquid can reckon with them', () => {
  const start = settings('USD');
  const weekend = { id: 'weekend', factor: '1.25', from: '2026-11-27T00:00', until: '2026-11-30T00:00:00' };
  const { multipliers } = programmeForTheme(
    programmeSettings.parse({
      ...start,
      earn: { ...start.earn, multipliers: [weekend, { id: 'always', factor: '2' }] },
    }),
  );
  expect(multipliers).toMatchObject([
    { factor: 1250, from: 202_611_270_000, until: 202_611_300_000 },
    { factor: 2000, from: 0, until: null },
  ]);
});

test('what a tier asks for is money where it is reached by spending', () => {
  const levels = [{ id: 'gold', name: { en: 'Gold' }, from: '500', multiplier: '1.5' }];
  const tiersOf = (basis: string) =>
    programmeForTheme(programmeSettings.parse({ ...settings('USD'), tiers: { on: true, basis, levels } })).tiers;
  expect(tiersOf('spend')?.levels).toMatchObject([{ id: 'gold', from: 50_000, factor: 1500 }]);
  expect(tiersOf('points')?.levels).toMatchObject([{ from: 500 }]);
});
