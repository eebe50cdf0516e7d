import { expect, test } from 'vitest';
import type { ShopId } from '../kit/ids.ts';
import { CALLS_AT_ONCE, CALLS_PER_SECOND, createAllowance } from './allowance.ts';
import { digestOf, isSecret, newKey, readKey } from './key-text.ts';

test('a key says whose it is, and only its secret proves it', () => {
  const { text, keyId, secret } = newKey(12 as ShopId);
  expect(readKey(text)).toEqual({ shopId: 12, keyId, secret });
  expect(isSecret(secret, digestOf(secret))).toBe(true);
  expect(isSecret(newKey(12 as ShopId).secret, digestOf(secret))).toBe(false);
  expect(isSecret('', '')).toBe(false);
  expect(digestOf(secret)).not.toContain(secret);
});

test.each([
  '',
  'rgl_',
  'rgl_0_0123456789ab_x',
  `rgl_1_0123456789ab_${'a'.repeat(63)}`,
  `x rgl_1_0123456789ab_${'a'.repeat(64)}`,
])('%j is no key', (text) => {
  expect(readKey(text)).toBeNull();
});

test('a key may call so often at once, and again as time passes; another key has its own allowance', () => {
  let now = 0;
  const { take } = createAllowance(() => now);
  const calls = (key: string, count: number) =>
    Array.from({ length: count }, () => take(key)).filter((wait) => wait === null).length;
  expect(calls('a', CALLS_AT_ONCE + 5)).toBe(CALLS_AT_ONCE);
  expect(take('a')).toBe(1);
  expect(calls('b', 1)).toBe(1);
  now += 1_000;
  expect(calls('a', CALLS_AT_ONCE)).toBe(CALLS_PER_SECOND);
  now += 3_600_000;
  expect(calls('a', 2 * CALLS_AT_ONCE)).toBe(CALLS_AT_ONCE);
});
