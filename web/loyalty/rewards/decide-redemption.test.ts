import { expect, test } from 'vitest';
import { spend } from '../programme/settings/spend.ts';
import { decideRedemption, type Facts } from './decide-redemption.ts';
import { titleOf, worthOf } from './worth.ts';

const rewards = spend.parse({
  rewards: [
    { kind: 'fixed', id: 'five', points: 100, amount: '5', tiers: ['gold', 'silver'] },
    { kind: 'slider', id: 'any', points: 7, amount: '0.5', min: 10, max: null, step: 10 },
    { kind: 'freeProduct', id: 'mug', points: 50, variant: { id: '1' } },
  ],
});
const facts = (more: Partial<Facts> = {}): Facts => ({
  excluded: false,
  tier: 'gold',
  currency: 'USD',
  piece: { productTitle: 'Mug', price: '12.50' },
  makeable: true,
  ...more,
});
const decide = (rewardId: string, points: number | null = null, more: Partial<Facts> = {}) =>
  decideRedemption({ status: 'on', spend: rewards }, { rewardId, points }, facts(more));

test('a reward of certain tiers is for these alone', () => {
  expect(decide('five')).toMatchObject({ points: 100, worth: { amount: 500 } });
  expect(decide('five', null, { tier: 'silver' })).toMatchObject({ points: 100 });
  for (const tier of ['bronze', null]) expect(decide('five', null, { tier })).toEqual({ reason: 'tier' });
});

test('any amount means: from the least, in steps, and worth its exact part, rounded down once', () => {
  expect(decide('any', 20)).toMatchObject({ points: 20, worth: { amount: 142 } });
  expect(decide('any')).toMatchObject({ points: 10, worth: { amount: 71 } });
  const range = { reason: 'points_range', min: 10, max: null, step: 10 };
  for (const points of [0, 5, 15, -10]) expect(decide('any', points)).toEqual(range);
});

test('a product that is not sold, or costs nothing, is no reward', () => {
  expect(decide('mug')).toMatchObject({ worth: { kind: 'freeProduct', amount: 1_250, product: 'Mug' } });
  for (const piece of [null, { productTitle: 'Mug', price: '0.00' }])
    expect(decide('mug', null, { piece })).toEqual({ reason: 'unavailable' });
  expect(decide('mug', null, { makeable: false })).toEqual({ reason: 'unavailable' });
});

test('nothing is had of a programme that is not running, or by whoever takes no part', () => {
  for (const status of ['off', 'paused'] as const)
    expect(decideRedemption({ status, spend: rewards }, { rewardId: 'any', points: null }, facts())).toEqual({
      reason: status,
    });
  expect(decide('any', null, { excluded: true })).toEqual({ reason: 'excluded' });
});

test('a reward is called what the merchant calls it, and of any amount also how much it is', () => {
  const [, any] = rewards.rewards;
  if (!any) throw new Error('no reward');
  const worth = worthOf(any, 20, 'USD', null);
  if (!worth) throw new Error('no worth');
  expect(titleOf(any, worth)).toEqual({ en: '$1.42 off', vi: 'Giảm 1,42\u00a0US$' });
  expect(titleOf({ kind: 'slider', name: { en: 'Discount', vi: '' } }, worth)).toEqual({
    en: 'Discount – $1.42 off',
    vi: 'Discount – Giảm 1,42\u00a0US$',
  });
  expect(titleOf({ kind: 'fixed', name: { en: '', vi: 'Quà' } }, worth)).toEqual({ en: 'Quà', vi: 'Quà' });
});
