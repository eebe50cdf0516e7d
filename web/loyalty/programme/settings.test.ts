import { expect, test } from 'vitest';
import { defaultSettings, programmeSettings } from './settings.ts';

const start = defaultSettings('USD', '2026-11-01T00:00:00Z');
const excluding = (id: string) =>
  programmeSettings.safeParse({ ...start, exclude: { ...start.exclude, products: [{ id }] } });

test('a store begins with settings that are valid', () => {
  for (const currency of ['USD', 'VND', 'JPY', 'KWD']) {
    const settings = defaultSettings(currency, '2026-11-01T00:00:00Z');
    expect(programmeSettings.parse(settings)).toEqual(settings);
  }
});

test('an excluded product is kept by its digits, also when its gid was given', () => {
  const kept = [{ id: '820000000000000123', title: '' }];
  expect(excluding('820000000000000123').data?.exclude.products).toEqual(kept);
  expect(excluding('gid://shopify/Product/820000000000000123').data?.exclude.products).toEqual(kept);
  expect(excluding('gid://shopify/Collection/820000000000000123').success).toBe(false);
  expect(excluding('mug').success).toBe(false);
});

test('settings that an older version stored are read, with what it did not know at its default', () => {
  const { spend: _spend, tiers: _tiers, referrals: _referrals, emails: _emails, look: _look, ...older } = start;
  const { points, per, basis } = older.earn;
  const read = programmeSettings.parse({ ...older, earn: { points, per, basis }, expiry: undefined });
  expect(read.earn).toEqual(start.earn);
  expect(read).toMatchObject({
    expiry: null,
    negative: 'allow',
    spend: { rewards: [] },
    tiers: { on: false, levels: [] },
  });
});

test('a multiplier or reward for a tier that is not there is refused', () => {
  const level = { id: 'gold', name: { en: 'Gold' }, from: '1000' };
  const multipliers = [{ id: 'vip', factor: '1.5', tiers: ['gold'] }];
  const withTier = { ...start, earn: { ...start.earn, multipliers } };
  expect(programmeSettings.safeParse(withTier).error?.issues[0]?.path).toEqual(['earn', 'multipliers', 0, 'tiers']);
  expect(programmeSettings.safeParse({ ...withTier, tiers: { levels: [level] } }).success).toBe(true);
});

test('a tier asks for more than the one before it, and for whole points', () => {
  const levelsOf = (...from: string[]) => {
    const levels = from.map((text, index) => ({ id: `t${index}`, name: {}, from: text }));
    return programmeSettings.safeParse({ ...start, tiers: { levels } }).success;
  };
  expect(levelsOf('500', '1000')).toBe(true);
  expect(levelsOf('1000', '1000')).toBe(false);
  expect(levelsOf('10.5')).toBe(false);
});
