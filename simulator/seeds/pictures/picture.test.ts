import { expect, test } from 'vitest';
import { coffee } from '../coffee/store.ts';
import { home } from '../home/store.ts';
import { drawPicture } from './picture.ts';
import { pictureFor } from './plain-picture.ts';

const products = [...coffee.products, ...home.products];

test('no two products of the seeds look the same', () => {
  const drawn = products.map(({ picture }) => drawPicture(picture, ''));
  expect(new Set(drawn).size).toBe(products.length);
});

test.each(products)(
  'the picture of $handle is well-formed XML without a placeholder left in it',
  ({ picture, title }) => {
    const svg = drawPicture(picture, title);
    expect(svg).not.toMatch(/INK|undefined|NaN/);
    expect(unclosed(svg)).toEqual([]);
  },
);

/** Names of elements that are open at the end, or closed by another's tag. */
function unclosed(svg: string): string[] {
  const open: string[] = [];
  for (const [, closing, name = '', selfClosing] of svg.matchAll(/<(\/)?([a-zA-Z]+)(?:"[^"]*"|[^">])*?(\/)?>/g)) {
    if (closing && open.at(-1) === name) open.pop();
    else if (!selfClosing) open.push(name);
  }
  return open;
}

test('a title cannot break out of the drawing', () => {
  const svg = drawPicture(pictureFor('mug'), '"><script>alert(1)</script>');
  expect(svg).not.toContain('<script>');
});

test('the same name always gets the same picture', () => {
  expect(pictureFor('white-metal-lantern')).toEqual(pictureFor('white-metal-lantern'));
});
