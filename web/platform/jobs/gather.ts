/**
 * Many calls made one: those of a store that begin in the same turn of the event loop run together, and those that come while they
 * run are the next. So under load a transaction carries the work of many jobs, and without load nothing waits.
 */
import type { ShopId } from '../kit/ids.ts';

/** So many share a transaction: enough to be quick, few enough to let others in between. */
const LARGEST_BATCH = 100;

interface Call<Item, Result> {
  item: Item;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

/** `together` answers for each item, in their order. When it throws, each item is tried alone, so that one takes no other with it. */
export function gather<Item, Result>(
  together: (shopId: ShopId, items: readonly Item[]) => Promise<readonly Result[]>,
): (shopId: ShopId, item: Item) => Promise<Result> {
  const waiting = new Map<ShopId, Call<Item, Result>[]>();

  async function run(shopId: ShopId, calls: Call<Item, Result>[]): Promise<void> {
    while (calls.length > 0) await runBatch(shopId, calls.splice(0, LARGEST_BATCH));
    waiting.delete(shopId);
  }

  async function runBatch(shopId: ShopId, batch: readonly Call<Item, Result>[]): Promise<void> {
    try {
      const items = batch.map(({ item }) => item);
      const results = await together(shopId, items);
      if (results.length !== items.length) throw new Error(`${results.length} answers for ${items.length} calls`);
      for (const [index, { resolve }] of batch.entries()) resolve(results[index] as Result);
    } catch (error) {
      if (batch.length === 1) return batch[0]?.reject(error);
      await Promise.all(batch.map((call) => runBatch(shopId, [call])));
    }
  }

  return (shopId, item) =>
    new Promise((resolve, reject) => {
      const call = { item, resolve, reject };
      const calls = waiting.get(shopId);
      if (calls) {
        calls.push(call);
        return;
      }
      const first = [call];
      waiting.set(shopId, first);
      setImmediate(() => void run(shopId, first));
    });
}
