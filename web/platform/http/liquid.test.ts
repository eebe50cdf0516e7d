import fc from 'fast-check';
import { Liquid } from 'liquidjs';
import { expect, test } from 'vitest';
import { liquid } from './liquid.ts';

const engine = new Liquid();

test('data is shown as it is: it is neither markup nor Liquid', async () => {
  const hostile = '{{ shop.secret }}{% raw %}<img src=x onerror="alert(1)">\'&amp;';
  const page = liquid`{% assign who = 'Ann' %}<p title="${hostile}">${hostile} ${3} {{ who }}</p>`;
  const html = await engine.parseAndRender(page.markup, { shop: { secret: 'S' } });
  expect(html).toContain(' 3 Ann</p>');
  expect(html).not.toContain('S}');
  expect(html).not.toContain('<img');
  expect(unescape(html)).toContain(hostile);
});

test('a part that is itself safe goes in unchanged, a list is joined, nothing is nothing', () => {
  const rows = ['a', '<b>'].map((text) => liquid`<li>${text}</li>`);
  expect(liquid`<ul>${rows}</ul>${null}${undefined}`.markup).toBe('<ul><li>a</li><li>&#60;b&#62;</li></ul>');
});

test('no text whatever can be anything but text', async () => {
  const text = fc.stringMatching(/^[{}%<>"'&a-z -]*$/);
  await fc.assert(
    fc.asyncProperty(text, async (data) => {
      const html = await engine.parseAndRender(liquid`<p>${data}</p>`.markup);
      expect(unescape(html)).toBe(`<p>${data}</p>`);
      expect(html.slice(3, -4)).not.toMatch(/[<>]/);
    }),
  );
});

/** As a browser reads the references that we write. */
function unescape(html: string): string {
  return html.replace(/&#(\d+);/g, (_match, code: string) => String.fromCharCode(Number(code)));
}
