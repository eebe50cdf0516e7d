import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { CustomerId, ShopId } from '../kit/ids.ts';
import { createSecrets } from '../kit/secrets.ts';
import { choicesUrl, readChooser } from './choices-link.ts';
import { CHOICES_POLICY, choicesPage, invalidLinkPage } from './choices-page.ts';

const key = Buffer.alloc(32, 1);
const secrets = createSecrets([key]);
const chooser = { shopId: 3 as ShopId, customerId: '7001' as CustomerId, language: 'vi' } as const;

const tokenOf = (url: string) => url.slice(url.lastIndexOf('/') + 1);

test('a link says to us alone whose it is', () => {
  const url = choicesUrl('https://app.example', secrets, chooser);
  expect(url).toMatch(/^https:\/\/app\.example\/unsubscribe\/[\w.-]+$/);
  expect(url).not.toContain('7001');
  expect(readChooser(secrets, tokenOf(url))).toEqual(chooser);
});

test('a link that was made up, changed or cut leads nowhere, and one of the last key still works', () => {
  const token = tokenOf(choicesUrl('https://app.example', secrets, chooser));
  const stranger = createSecrets([Buffer.alloc(32, 2)]);
  const otherUse = secrets.encrypt(JSON.stringify([3, '7001', 'vi']), 'token');
  for (const bad of ['', 'x', token.slice(0, -1), `${token.slice(0, -2)}AA`, otherUse]) {
    expect(readChooser(secrets, bad)).toBeNull();
  }
  expect(readChooser(stranger, token)).toBeNull();
  expect(readChooser(createSecrets([Buffer.alloc(32, 2), key]), token)).toEqual(chooser);
});

const choices = {
  language: 'en',
  storeName: '<b>Tom</b>',
  kinds: [
    { name: 'news', title: 'News & more', wanted: true },
    { name: 'tips', title: 'Tips', wanted: false },
  ],
  unsubscribed: false,
  saved: false,
} as const;

test('the page is readable without scripts, and its policy allows its own style sheet and nothing else', () => {
  const page = choicesPage(choices);
  const style = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? '';
  expect(CHOICES_POLICY).toContain(`'sha256-${createHash('sha256').update(style).digest('base64')}'`);
  expect(page).not.toMatch(/<script|style="|<img|<link/);
  expect(page).toContain('&#60;b&#62;Tom');
  expect(page).toContain('value="news" checked');
  expect(page).toContain('value="tips">');
});

test('it says what has become of a choice, in both languages', () => {
  expect(choicesPage({ ...choices, saved: true })).toContain('<p role="status">Your choice is saved.');
  const gone = choicesPage({ ...choices, language: 'vi', unsubscribed: true });
  expect(gone).toContain('Bạn đã hủy đăng ký');
  expect(gone).not.toContain('<form');
  expect(invalidLinkPage('vi')).toContain('<html lang="vi">');
});
