import { expect, test } from 'vitest';
import { wording } from '../programme/index.ts';
import { tierWords } from './tier-words.ts';
import { waysWords } from './ways-words.ts';

const say = wording('en', { en: { one: 'bean', other: 'beans' }, vi: { other: 'hạt' } });
const nothing = { subscribed: false, social: [], birthday: null };
const english = { language: 'en', say, currency: 'USD' } as const;

test('a goal says how far it is; one that is reached and does not repeat is done', () => {
  expect(
    waysWords(
      [
        { kind: 'firstOrder', reached: 1 },
        { kind: 'orders', id: 'five', repeat: true, of: 5, done: 3, reached: 2 },
        { kind: 'orders', id: 'once', repeat: false, of: 2, done: 2, reached: 1 },
        { kind: 'spend', id: 'big', repeat: false, of: '500', done: '120.5', reached: 0 },
      ],
      nothing,
      english,
    ),
  ).toEqual({ firstOrder: 'Done', five: '3 of 5', once: 'Done', big: '$120.50 of $500.00' });
});

test('what was tapped, subscribed to and told is there', () => {
  const actions = { subscribed: true, social: ['zalo'], birthday: { month: 2, day: 29, changeableOn: '2027-01-01' } };
  expect(waysWords([], actions, english)).toEqual({ zalo: 'Done', newsletter: 'Done', birthday: 'February 29' });
  expect(waysWords([], actions, { ...english, language: 'vi' }).birthday).toBe('29 tháng 2');
});

test('the way to the next tier is told in what the tier is reached by', () => {
  const [silver, gold] = [
    { en: 'Silver', vi: 'Bạc' },
    { en: 'Gold', vi: '' },
  ];
  const standing = (basis: 'points' | 'spend' | 'orders', missing: string) => ({
    basis,
    counted: '25',
    tier: { id: 'silver', name: silver },
    next: { name: gold, from: '100', missing },
  });
  const words = (basis: 'points' | 'spend' | 'orders', missing: string) =>
    tierWords(standing(basis, missing), 'en', say, 'USD').text['to-next'];
  expect(words('points', '75')).toBe('75 beans to Gold');
  expect(words('orders', '1')).toBe('1 order to Gold');
  expect(words('spend', '75')).toBe('$75.00 to Gold');
  expect(tierWords(standing('points', '75'), 'vi', say, 'USD')).toMatchObject({ text: { tier: 'Bạc' }, reached: 25 });
  expect(tierWords({ ...standing('points', '0'), next: null }, 'en', say, 'USD')).toEqual({
    text: { tier: 'Silver', 'to-next': 'The highest level' },
    reached: 100,
  });
});
