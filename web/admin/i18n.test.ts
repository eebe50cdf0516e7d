import { expect, test } from 'vitest';
import { chooseLanguage } from './i18n.ts';

test('The page speaks Vietnamese to those whose admin does, and English to everybody else', () => {
  expect(['vi', 'vi-VN', 'VI', 'en-GB', 'fr', '', null, undefined].map(chooseLanguage)).toEqual([
    'vi',
    'vi',
    'vi',
    'en',
    'en',
    'en',
    'en',
    'en',
  ]);
});
