import { expect, test } from 'vitest';
import type { ShopId } from '../kit/ids.ts';
import { gather } from './gather.ts';

const store = 1 as ShopId;
const other = 2 as ShopId;

/** What was run together, in which order; each batch ends when `end` is called, or at once. */
function recorded(options: { held?: boolean; poison?: string } = {}) {
  const batches: string[][] = [];
  const ends: (() => void)[] = [];
  const call = gather(async (shopId, items: readonly string[]) => {
    batches.push([String(shopId), ...items]);
    if (options.held) await new Promise<void>((resolve) => ends.push(resolve));
    if (options.poison !== undefined && items.includes(options.poison)) throw new Error(`cannot do ${options.poison}`);
    return items.map((item) => item.toUpperCase());
  });
  return { call, batches, end: () => ends.shift()?.() };
}
const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

test('what begins in one turn runs together, each store by itself, and each gets its own answer', async () => {
  const { call, batches } = recorded();
  const answers = await Promise.all([call(store, 'a'), call(other, 'b'), call(store, 'c')]);
  expect(answers).toEqual(['A', 'B', 'C']);
  expect(batches).toEqual([
    ['1', 'a', 'c'],
    ['2', 'b'],
  ]);
});

test('what comes while a batch runs is the next batch', async () => {
  const { call, batches, end } = recorded({ held: true });
  const all = [call(store, 'a')];
  await nextTurn();
  all.push(call(store, 'b'));
  await nextTurn();
  all.push(call(store, 'c'));
  expect(batches).toEqual([['1', 'a']]);
  end();
  await all[0];
  await nextTurn();
  end();
  expect(await Promise.all(all)).toEqual(['A', 'B', 'C']);
  expect(batches).toEqual([
    ['1', 'a'],
    ['1', 'b', 'c'],
  ]);
});

test('one that cannot be done takes no other with it', async () => {
  const { call, batches } = recorded({ poison: 'b' });
  const answers = await Promise.allSettled(['a', 'b', 'c'].map((item) => call(store, item)));
  expect(answers.map((answer) => (answer.status === 'fulfilled' ? answer.value : String(answer.reason)))).toEqual([
    'A',
    'Error: cannot do b',
    'C',
  ]);
  expect(batches).toEqual([
    ['1', 'a', 'b', 'c'],
    ['1', 'a'],
    ['1', 'b'],
    ['1', 'c'],
  ]);
  expect(await call(store, 'again')).toBe('AGAIN');
});

test('a batch has an end', async () => {
  const { call, batches } = recorded();
  await Promise.all(Array.from({ length: 250 }, (_, index) => call(store, `${index}`)));
  expect(batches.map((batch) => batch.length - 1)).toEqual([100, 100, 50]);
});

test('an answer too few is an error and not an answer to somebody else', async () => {
  const call = gather(async (_shopId: ShopId, items: readonly string[]) => items.slice(1));
  await expect(call(store, 'a')).rejects.toThrow('0 answers for 1 calls');
});
