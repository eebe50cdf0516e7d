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
