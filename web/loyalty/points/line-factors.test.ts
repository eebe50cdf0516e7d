import { describe, expect, test } from 'vitest';
import { defaultSettings, programmeSettings } from '../programme/settings.ts';
import { asksForTier, collectionsAsked, type LineFacts, lineFactors, productsAsked } from './line-factors.ts';

const at = (iso: string) => Date.parse(iso);
const settings = (multipliers: object[], more: { exclude?: object; tiers?: object } = {}) => {
  const base = defaultSettings('USD', '2026-01-01T00:00:00Z');
  return programmeSettings.parse({
    ...base,
    earn: { ...base.earn, multipliers },
    exclude: { ...base.exclude, ...more.exclude },
    tiers: { ...base.tiers, ...more.tiers },
  });
};
const facts = (more: Partial<LineFacts> = {}): LineFacts => ({
  placedAt: at('2026-03-01T12:00:00Z'),
  timeZone: 'UTC',
  tier: null,
  collections: new Map([
    ['1', new Set(['c'])],
    ['2', new Set<string>()],
  ]),
  ...more,
});
const lines = [
  { id: 'a', productId: '1' },
  { id: 'b', productId: '2' },
  { id: 'c', productId: null },
];
const levels = {
  on: true,
  levels: [
    { id: 'silver', name: {}, from: '100' },
    { id: 'gold', name: {}, from: '500', multiplier: '1.5' },
  ],
};

describe('of the multipliers that match a line', () => {
  test('the highest counts alone', () => {
    const rules = settings([
      { id: 'all', factor: '1.25' },
      { id: 'some', factor: '3', products: [{ id: '1' }] },
      { id: 'same', factor: '2', products: [{ id: '1' }] },
    ]);
    expect(lineFactors(lines, rules, {}, facts())).toEqual({ a: '3', b: '1.25', c: '1.25' });
  });
  test('decimals are compared as numbers, not as text', () => {
    const rules = settings([
      { id: 'nine', factor: '9' },
      { id: 'ten', factor: '10.000' },
    ]);
    expect(lineFactors([{ id: 'a', productId: null }], rules, {}, facts())).toEqual({ a: '10.000' });
  });
  test("the tier's own is one", () => {
    const rules = settings([{ id: 'p', factor: '3', products: [{ id: '1' }] }], { tiers: levels });
    expect(lineFactors(lines, rules, {}, facts({ tier: 'gold' }))).toEqual({ a: '3', b: '1.5', c: '1.5' });
    expect(lineFactors(lines, rules, {}, facts({ tier: 'silver' }))).toEqual({ a: '3', b: '1', c: '1' });
  });
  test('none is of a tier that the customer does not have, or where tiers are off', () => {
    const multipliers = [{ id: 'gold', factor: '4', tiers: ['gold'] }];
    const some = { ...levels, levels: levels.levels.slice(0) };
    expect(lineFactors(lines, settings(multipliers, { tiers: some }), {}, facts({ tier: 'gold' }))).toEqual({
      a: '4',
      b: '4',
      c: '4',
    });
    expect(lineFactors(lines, settings(multipliers, { tiers: some }), {}, facts({ tier: 'silver' })).a).toBe('1');
    const off = settings(multipliers, { tiers: { ...some, on: false } });
    expect(lineFactors(lines, off, {}, facts({ tier: 'gold' })).a).toBe('1');
    expect([asksForTier(settings(multipliers, { tiers: some })), asksForTier(off)]).toEqual([true, false]);
  });
});

test('collections are asked for, only of lines that are not decided, and may exclude', () => {
  const rules = settings([{ id: 'c', factor: '2', collections: [{ id: 'gid://shopify/Collection/9' }] }], {
    exclude: { collections: [{ id: '8' }], products: [{ id: '2' }] },
  });
  expect(collectionsAsked(rules)).toEqual(['8', '9']);
  expect(productsAsked(lines, { a: '1' })).toEqual(['2']);
  const collections = new Map([
    ['1', new Set(['9'])],
    ['2', new Set<string>()],
  ]);
  expect(lineFactors(lines, rules, {}, facts({ collections }))).toEqual({ a: '2', b: '0', c: '1' });
  const left = new Map([['1', new Set(['8', '9'])]]);
  expect(lineFactors(lines.slice(0, 1), rules, {}, facts({ collections: left }))).toEqual({ a: '0' });
  expect(() => lineFactors(lines, rules, {}, facts({ collections: new Map() }))).toThrow('were not read');
});

describe('a multiplier for a while', () => {
  const weekend = settings([{ id: 'w', factor: '2', from: '2026-03-07T00:00', until: '2026-03-09T00:00' }]);
  const factor = (placed: string, timeZone: string) =>
    lineFactors([{ id: 'a', productId: null }], weekend, {}, facts({ placedAt: at(placed), timeZone })).a;
  test("holds by the store's clocks, from its first second until the one before its last", () => {
    expect(factor('2026-03-06T16:59:59Z', 'Asia/Ho_Chi_Minh')).toBe('1');
    expect(factor('2026-03-06T17:00:00Z', 'Asia/Ho_Chi_Minh')).toBe('2');
    expect(factor('2026-03-08T16:59:59Z', 'Asia/Ho_Chi_Minh')).toBe('2');
    expect(factor('2026-03-08T17:00:00Z', 'Asia/Ho_Chi_Minh')).toBe('1');
  });
  test('ends an hour sooner where the clocks go forward on its last day', () => {
    expect(factor('2026-03-09T03:59:59Z', 'America/New_York')).toBe('2');
    expect(factor('2026-03-09T04:00:00Z', 'America/New_York')).toBe('1');
  });
});

test('what was decided stays, whatever has changed; only new lines are decided', () => {
  const rules = settings([{ id: 'all', factor: '2' }]);
  expect(lineFactors(lines, rules, { a: '5', b: '1' }, facts())).toEqual({ a: '5', b: '1', c: '2' });
});

test('a programme that treats all alike keeps nothing', () => {
  expect(lineFactors(lines, settings([]), {}, facts())).toEqual({});
});
