import { expect, test } from 'vitest';
import { sectionsOf } from './old-exports.ts';

test('a copy of the first release is told value by value, with the way to each', () => {
  const old = {
    '73': { 'mirror/customers': { firstName: 'Ana', tags: [] }, 'loyalty/points': { balance: { debt: 0 } } },
  };
  expect(sectionsOf(JSON.stringify(old))).toMatchObject([
    {
      rows: [
        ['73 › mirror/customers › firstName', 'Ana'],
        ['73 › loyalty/points › balance › debt', '0'],
      ],
    },
  ]);
  expect(sectionsOf('{}')).toEqual([]);
});
