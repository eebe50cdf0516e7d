import type { Db, TransactionOptions, Tx } from '../../../db/open.ts';

/**
 * One commit for all that was asked to be stored by the time the database is free: commits are most of what a small thing costs.
 * What is returned resolves when the item is committed: `mayBeLost` as of the transaction.
 */
export function storeTogether<Item>(
  db: Db,
  store: (tx: Tx, items: readonly Item[]) => Promise<void>,
  options: TransactionOptions = {},
): (item: Item) => Promise<void> {
  const waiting: { item: Item; resolve(): void; reject(error: unknown): void }[] = [];
  let storing = false;

  async function storeWaiting(): Promise<void> {
    while (waiting.length > 0) {
      const batch: typeof waiting = [];
      try {
        await db.transaction((tx) => {
          // Taken as late as this; and a second time nothing is taken away, when the transaction has to be run again.
          batch.push(...waiting.splice(0));
          return store(
            tx,
            batch.map(({ item }) => item),
          );
        }, options);
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of [...batch, ...waiting.splice(0)]) reject(error);
      }
    }
    storing = false;
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (storing) return;
      storing = true;
      void storeWaiting();
    });
}
