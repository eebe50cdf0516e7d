import { describe, expect, test } from 'vitest';
import { createRandom } from './random.ts';

describe('random numbers', () => {
  test('are the same for the same seed and others for another', () => {
    const draw = (seed: string): number[] => {
      const random = createRandom(seed);
      return Array.from({ length: 5 }, () => random.next());
    };
    expect(draw('a')).toEqual(draw('a'));
    expect(draw('a')).not.toEqual(draw('b'));
  });

  test('of a fork do not depend on what the parent has drawn', () => {
    const parent = createRandom('a');
    const before = parent.fork('x').next();
    parent.next();
    expect(parent.fork('x').next()).toBe(before);
  });

  // Means and variances of 20,000 draws; the tolerance is five standard errors.
  const moments = (draw: () => number): { mean: number; variance: number } => {
    const values = Array.from({ length: 20_000 }, draw);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length };
  };
  const errors = (found: number, expected: number, standardError: number): number =>
    Math.abs(found - expected) / standardError;

  test.each([
    [0.6, 18],
    [1.1, 6.5],
    [4, 2],
  ])('Gamma(%d, %d) has the mean and variance of that distribution', (shape, rate) => {
    const random = createRandom('gamma');
    const { mean, variance } = moments(() => random.gamma(shape, rate));
    expect(errors(mean, shape / rate, Math.sqrt(shape) / rate / Math.sqrt(20_000))).toBeLessThan(5);
    expect(variance / (shape / rate ** 2)).toBeCloseTo(1, 0);
  });

  test('Beta(1.1, 2.9) has the mean of that distribution', () => {
    const random = createRandom('beta');
    expect(errors(moments(() => random.beta(1.1, 2.9)).mean, 1.1 / 4, 0.2 / Math.sqrt(20_000))).toBeLessThan(5);
  });

  test('waiting times have the mean 1 / rate', () => {
    const random = createRandom('waiting');
    expect(errors(moments(() => random.exponential(0.25)).mean, 4, 4 / Math.sqrt(20_000))).toBeLessThan(5);
  });

  test('weights are kept to', () => {
    const random = createRandom('weights');
    expect(
      errors(
        moments(() => random.weighted([0, 1], (item) => (item === 1 ? 3 : 1))).mean,
        0.75,
        0.433 / Math.sqrt(20_000),
      ),
    ).toBeLessThan(5);
  });
});
