import { expect, test } from 'vitest';
import { defaultSettings } from './settings.ts';
import { programmeForTheme } from './write-programme.ts';

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
