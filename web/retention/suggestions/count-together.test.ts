import { describe, expect, test } from 'vitest';
import { countTogether, scoreOf } from './count-together.ts';
import { rankTogether } from './rank.ts';

describe('what goes with what', () => {
  // 0 coffee, 1 filter, 2 mug, 3 tea, 4 a bag that everybody gets.
  const baskets = [[0, 1, 4], [0, 1, 4], [1, 0, 4], [0, 2, 4], [2, 4], [3, 4], [3, 4], [4], [4], [4], [4], [4], [4]];
  const together = countTogether(baskets, 5);

  test('counts the people who bought both, and leaves out what one alone did', () => {
    expect(together.of(0, 9).map(({ other, buyers }) => [other, buyers])).toEqual([
      [1, 3],
      [4, 4],
    ]);
  });

  test('what everybody buys goes with nothing in particular: three of three come before four of thirteen', () => {
    expect(scoreOf(3, 4, 3)).toBeGreaterThan(scoreOf(4, 4, 13));
    expect(together.of(0, 1)).toEqual([{ other: 1, buyers: 3, score: scoreOf(3, 4, 3) }]);
  });

  test('it is mutual, and a product does not go with itself', () => {
    expect(together.of(1, 9).find(({ other }) => other === 0)).toEqual({
      other: 0,
      buyers: 3,
      score: scoreOf(3, 3, 4),
    });
    for (const product of [0, 1, 2, 3, 4])
      expect(together.of(product, 9).map(({ other }) => other)).not.toContain(product);
  });

  test('asked twice it answers the same', () => {
    expect(together.of(4, 9)).toEqual(together.of(4, 9));
  });

  test('two of two are less than two hundred of three hundred', () => {
    expect(scoreOf(2, 2, 2)).toBeLessThan(scoreOf(200, 300, 300));
  });

  test('best sellers are what most people bought', () => {
    expect(together.bestSellers(3).map(({ other, buyers }) => [other, buyers])).toEqual([
      [4, 13],
      [0, 4],
      [1, 3],
    ]);
    expect(countTogether([[0], [1]], 2).bestSellers(9)).toEqual([]);
  });
});

describe('which are offered', () => {
  const row = (productId: string, otherId: string, score: number, buyers = 2) => ({
    productId,
    otherId,
    score,
    buyers,
  });
  test('what goes with several of what was bought stands first, without what is left out', () => {
    const counted = [row('a', 'x', 50), row('a', 'y', 40), row('b', 'y', 40), row('b', 'z', 70), row('b', 'a', 90)];
    expect(rankTogether(counted, new Set(['a', 'b']))).toEqual(['y', 'z', 'x']);
    expect(rankTogether(counted, new Set(['a', 'b', 'y']))).toEqual(['z', 'x']);
  });
  test('of equals always in the same order', () => {
    expect(rankTogether([row('a', 'q', 5), row('a', 'p', 5), row('a', 'r', 5, 3)], new Set())).toEqual(['r', 'p', 'q']);
  });
});
