import { expect, test } from 'vitest';
import { carrierOf } from './order-view.ts';

const links = (numbers: string[], urls: string[]) =>
  carrierOf({ company: 'Speedy Wheels', numbers, urls }).numbers.map(({ url }) => url);
const at = (path: string) => `https://speedy.example/${path}`;

test.each([
  ['each in its place', ['A1', 'B2'], [at('x'), at('y')], [at('x'), at('y')]],
  ['the one that names it, wherever it stands', ['A1', 'B2'], [at('B2'), at('A1')], [at('A1'), at('B2')]],
  ['not the one that names another', ['A1', 'B2'], [at('B2')], [null, at('B2')]],
  [
    'the only one that names nobody, for all',
    ['A1', 'B2', 'C3'],
    [at('track')],
    [at('track'), at('track'), at('track')],
  ],
  ['none where nobody knows which', ['A1', 'B2', 'C3'], [at('x'), at('y')], [null, null, null]],
  ['none that leads nowhere on the web', ['A1'], ['javascript:A1'], [null]],
])('of several links a number has %s', (_which, numbers, urls, expected) => {
  expect(links(numbers, urls)).toEqual(expected);
});
