import { expect, test } from 'vitest';
import { webAddress } from './show-order.ts';

test('an address is one of the web or none, as a browser reads it', () => {
  expect(webAddress('https://example.com/a?b=1')).toBe('https://example.com/a?b=1');
  expect(webAddress(' http://example.com')).toBe('http://example.com/');
  for (const text of [
    'javascript:alert(1)',
    ' JaVaScRiPt:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,<script>',
    '//example.com',
    '/cart',
    'example.com',
    '',
    null,
  ])
    expect(webAddress(text)).toBeNull();
  expect(webAddress('http://example.com/a.png', ['https:'])).toBeNull();
  expect(webAddress('https://example.com/"><script>')).toBe('https://example.com/%22%3E%3Cscript%3E');
});
