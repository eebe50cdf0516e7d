import { expect, test } from 'vitest';
import type { OrderId, ShopId } from '../../platform/kit/ids.ts';
import { readTrackingToken, trackingToken } from './tracking-link.ts';

const [key, newer] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
const shop = 7 as ShopId;
const order = '9007199254740993' as OrderId;

test('a link opens its own order in its own store, also after the key was changed', () => {
  const token = trackingToken({ encryptionKeys: [key] }, shop, order);
  expect(readTrackingToken({ encryptionKeys: [key] }, shop, token)).toBe(order);
  expect(readTrackingToken({ encryptionKeys: [newer, key] }, shop, token)).toBe(order);
  expect(readTrackingToken({ encryptionKeys: [newer] }, shop, token)).toBeNull();
  expect(readTrackingToken({ encryptionKeys: [key] }, 8 as ShopId, token)).toBeNull();
});

test('nothing that was changed or made up opens an order', () => {
  const token = trackingToken({ encryptionKeys: [key] }, shop, order);
  const [named = '', marked = ''] = token.split('.');
  const other = trackingToken({ encryptionKeys: [key] }, shop, '9007199254740994' as OrderId).split('.')[0];
  const changed = [
    `${other}.${marked}`,
    `${named}.${[...marked].toReversed().join('')}`,
    `${named}.`,
    named,
    `${token}A`,
  ];
  for (const text of [...changed, '', '.', null, undefined, 7, ['a'], `${'A'.repeat(5_000)}.${marked}`])
    expect(readTrackingToken({ encryptionKeys: [key] }, shop, text)).toBeNull();
});

test('an order that only a file told has a link, too', () => {
  const token = trackingToken({ encryptionKeys: [key] }, shop, 'name:#1001' as OrderId);
  expect(token).toMatch(/^[\w-]+\.[\w-]{22}$/);
  expect(readTrackingToken({ encryptionKeys: [key] }, shop, token)).toBe('name:#1001');
});
