import { expect, test } from 'vitest';
import type { Email } from './email-kind.ts';
import { renderEmail } from './layout.ts';

const email: Email = {
  subject: 'Your <points>',
  preview: 'You have 5 "points" & more',
  heading: 'Hello <script>alert(1)</script>',
  blocks: [
    { text: "It's yours" },
    { figure: 'AB-12', label: 'Your code' },
    { rows: [['Until', '5 May 2026']] },
    { button: 'Shop now', url: 'https://shop.example/a?b=1&c=2' },
  ],
  why: 'Because you asked.',
};
const around = { language: 'en', storeName: 'Tom & Ann’s', choicesUrl: 'https://app.example/unsubscribe/t' } as const;

test('no text becomes markup', () => {
  const { html, subject } = renderEmail(email, around);
  expect(subject).toBe('Your <points>');
  expect(html).not.toMatch(/<script|<points|"points"/);
  expect(html).toContain('Hello &#60;script&#62;');
  expect(html).toContain('Tom &#38; Ann’s');
  expect(html).toContain('href="https://shop.example/a?b=1&#38;c=2"');
});

test('both parts say the same', () => {
  const { html, text } = renderEmail(email, around);
  const said = ['It', 'AB-12', 'Your code', 'Until', '5 May 2026', 'Shop now', 'Because you asked.', 'Unsubscribe'];
  for (const each of said) {
    expect(html).toContain(each);
    expect(text).toContain(each);
  }
  expect(text).toContain('https://app.example/unsubscribe/t');
  expect(text).toContain("It's yours");
});

test('it speaks the recipient’s language, and says which', () => {
  const { html, text } = renderEmail(email, { ...around, language: 'vi' });
  expect(html).toContain('<html lang="vi">');
  expect(text).toContain('Hủy đăng ký');
});

test('what nobody can leave has no link to leave it', () => {
  const { html, text } = renderEmail(email, { ...around, choicesUrl: null });
  expect(html + text).not.toContain('Unsubscribe');
});

test('it loads nothing, and its tables are tables only where there is one', () => {
  const { html } = renderEmail(email, around);
  expect(html).not.toMatch(/<img|<link|url\(|@import|src=/);
  const tables = [...html.matchAll(/<table[^>]*>/g)].map(([tag]) => tag);
  expect(tables.filter((tag) => !tag.includes('role="presentation"'))).toHaveLength(1);
  expect(html).toContain('<th scope="row"');
});

test('a button leads to a web address or nowhere', () => {
  for (const url of ['javascript:alert(1)', 'data:text/html,x', '/relative', '']) {
    expect(() => renderEmail({ ...email, blocks: [{ button: 'Go', url }] }, around)).toThrow('no web address');
  }
});

test('rows may have a title, and what matters less is a link', () => {
  const blocks: Email['blocks'] = [
    { title: 'In <this> parcel', rows: [['Soap', '2']] },
    { link: 'See it at the carrier', url: 'https://carrier.example/?n=1&x=2' },
  ];
  const { html, text } = renderEmail({ ...email, blocks }, around);
  expect(html).toMatch(/<h2[^>]*>In &#60;this&#62; parcel<\/h2>/);
  expect(html).toContain('href="https://carrier.example/?n=1&#38;x=2"');
  expect(text).toContain('In <this> parcel\nSoap: 2\n\nSee it at the carrier: https://carrier.example/?n=1&x=2');
  expect(() => renderEmail({ ...email, blocks: [{ link: 'Go', url: 'javascript:x' }] }, around)).toThrow('web address');
});
