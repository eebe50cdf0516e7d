import { describe, expect, test } from 'vitest';
import { earningDecision, type PaidOrder, ruleInForce } from './rule-in-force.ts';
import { defaultSettings, type ProgrammeSettings, type ProgrammeVersion } from '../programme/settings.ts';

const at = (day: number) => Date.UTC(2026, 0, day);
const version = (
  number: number,
  validFrom: number,
  startsAt: number,
  more: Partial<ProgrammeSettings> = {},
): ProgrammeVersion => ({
  version: number,
  validFrom,
  settings: { ...defaultSettings('USD', new Date(startsAt).toISOString()), ...more },
});
const paid = (more: Partial<PaidOrder> = {}): PaidOrder => ({
  test: false,
  processedAt: at(10),
  source: 'online',
  customerTags: [],
  ...more,
});

describe('the rule of an order', () => {
  const versions = [version(1, at(5), at(5)), version(2, at(12), at(5)), version(3, at(20), at(1))];

  test('is the newest that held at its payment', () => {
    expect([at(5), at(11), at(12), at(25)].map((day) => ruleInForce(versions, day)?.version)).toEqual([1, 1, 2, 3]);
  });
  test('is, for an order older than the programme, the oldest that reaches back to it', () => {
    expect(ruleInForce(versions, at(2))?.version).toBe(3);
    expect(ruleInForce(versions.slice(0, 2), at(2))).toBeNull();
  });
  test('of two that began at the same moment is the later', () => {
    expect(ruleInForce([version(1, at(5), at(5)), version(2, at(5), at(5))], at(5))?.version).toBe(2);
  });
});

describe('an order', () => {
  const on = version(1, at(1), at(5));
  test('earns from the start of the programme', () => {
    expect(earningDecision(paid({ processedAt: at(5) }), on)).toBe('earning');
    expect(earningDecision(paid({ processedAt: at(5) - 1 }), on)).toBe('before_start');
    expect(earningDecision(paid(), null)).toBe('before_start');
  });
  test('earns nothing while the programme is paused or off', () => {
    expect(earningDecision(paid(), version(1, at(1), at(1), { status: 'paused' }))).toBe('paused');
    expect(earningDecision(paid(), version(1, at(1), at(1), { status: 'off' }))).toBe('off');
  });
  test('earns nothing as a test, from a source that does not earn, or from an excluded customer', () => {
    const { settings } = on;
    const strict = version(1, at(1), at(1), {
      sources: { ...settings.sources, pos: false },
      exclude: { products: [], collections: [], customerTags: ['Wholesale', 'nhân viên'] },
    });
    expect(earningDecision(paid({ test: true }), strict)).toBe('test');
    expect(earningDecision(paid({ source: 'pos' }), strict)).toBe('source');
    expect(earningDecision(paid({ customerTags: ['vip', ' wholesale '] }), strict)).toBe('customer_tag');
    expect(earningDecision(paid({ customerTags: ['Nhân Viên'] }), strict)).toBe('customer_tag');
    expect(earningDecision(paid({ customerTags: ['wholesaler'] }), strict)).toBe('earning');
  });
});
