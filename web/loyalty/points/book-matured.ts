/** Books the lots whose window has ended. Reads count them as available before this ran: it is only bookkeeping. */
import type { Tx } from '../../../db/open.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import { type AccountChange, saveBooks } from './ledger.ts';
import { matureLots } from './mature-lots.ts';
import { loadBooks, lockAccounts } from './store/books.ts';

export async function bookMatured(
  tx: Tx,
  shopId: ShopId,
  now: number,
  accountIds: readonly string[],
): Promise<AccountChange[]> {
  const { byId } = await lockAccounts(tx, shopId, accountIds, []);
  const accounts = [...new Set(byId.values())];
  const books = await loadBooks(tx, shopId, accounts, []);
  for (const book of books) matureLots(book, now);
  return saveBooks(
    tx,
    shopId,
    now,
    books.flatMap((book, index) => {
      const account = accounts[index];
      return account ? [{ account, book }] : [];
    }),
  );
}
