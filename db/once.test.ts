import { afterEach, expect, test } from 'vitest';
import type { ShopId } from '../web/platform/kit/ids.ts';
import { once } from './once.ts';
import { openDb } from './open.ts';

const db = openDb('sqlite::memory:');
afterEach(() => db.close());

test('what is asked once is read once in a look, anew in the next, and by everybody else as often as it is asked', async () => {
  let reads = 0;
  const value = once(async (_handle, shopId) => `${shopId}: ${(reads += 1)}`);
  const [one, other] = [1 as ShopId, 2 as ShopId];

  const look = db.look();
  expect(await Promise.all([value(look.read, one), value(look.read, one), value(look.read, other)])).toEqual([
    '1: 1',
    '1: 1',
    '2: 2',
  ]);
  expect(await value(db.look().read, one)).toBe('1: 3');
  expect(await value(db.read, one)).toBe('1: 4');
  expect(await value(db.read, one)).toBe('1: 5');
  await look.transaction(async (tx) => expect(await value(tx, one)).toBe('1: 6'));

  let there: string | null = null;
  const found = once(async () => there);
  expect(await found(look.read, one)).toBeNull();
  there = 'made meanwhile';
  expect(await found(look.read, one)).toBe('made meanwhile');

  let broken = true;
  const repaired = once(async () => {
    if (broken) throw new Error('broken');
    return 'whole';
  });
  await expect(repaired(look.read, one)).rejects.toThrow('broken');
  broken = false;
  expect(await repaired(look.read, one)).toBe('whole');
});
