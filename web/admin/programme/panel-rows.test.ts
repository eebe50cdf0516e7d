import { expect, test } from 'vitest';
import { defaultSettings, programmeSettings } from '../../loyalty/programme/settings.ts';
import { inkOn } from './ink-on.ts';
import { panelRows } from './panel-rows.ts';

test('The preview words rewards and ways to earn as the panel does, in both languages', () => {
  const start = defaultSettings('VND', '2026-11-01T00:00:00Z');
  const settings = programmeSettings.parse({
    ...start,
    earn: { ...start.earn, multipliers: [{ id: 'm', factor: '1.5' }], actions: { birthday: { points: 200 } } },
    spend: {
      rewards: [
        { id: 'p', kind: 'percentage', points: 500, percent: 10, minimumSubtotal: '200000' },
        { id: 's', kind: 'slider', points: 100, amount: '50000', min: 200, step: 100 },
        { id: 'off', kind: 'freeShipping', points: 1, enabled: false },
      ],
    },
  });
  const vi = panelRows(settings, 'VND', 'vi');
  expect(vi.spend.map(({ id }) => id)).toEqual(['s', 'p']);
  const en = panelRows(settings, 'VND', 'en');
  expect(en.spend).toEqual([
    { id: 's', title: '₫50,000 off for every 100 points', note: 'from 200 points', brings: '' },
    { id: 'p', title: '10% off', note: '500 points · orders from ₫200,000', brings: '' },
  ]);
  expect(en.earn.map(({ title, brings }) => [title, brings])).toEqual([
    ['Every order', '1 point for every ₫10,000'],
    ['1.5× points', ''],
    ['Your birthday', '+200 points'],
  ]);
  expect(vi.earn.at(-1)?.brings).toBe('+200 điểm');
  expect([en.tiers, en.referral]).toEqual([[], null]);
});

test('What stands on the accent can be read', () => {
  expect([inkOn('#1f6f5c'), inkOn('#ffffff'), inkOn('#f5d90a'), inkOn('#000000'), inkOn('#c8963e')]).toEqual([
    '#ffffff',
    '#000000',
    '#000000',
    '#ffffff',
    '#000000',
  ]);
});
