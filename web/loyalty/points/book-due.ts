/** Books what time has done to accounts. Reads count it before this ran: it is only bookkeeping. */
import type { Tx } from '../../../db/open.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import { bringToNow } from './bring-to-now.ts';
import { type AccountChange, saveBooks } from './ledger.ts';
import { readTerms } from './read-terms.ts';
import { loadBooks, lockAccounts } from './store/books.ts';

export async function bookDue(
  tx: Tx,
  shopId: ShopId,
  now: number,
  accountIds: readonly string[],
): Promise<AccountChange[]> {
  const { byId } = await lockAccounts(tx, shopId, accountIds, []);
  const accounts = [...new Set(byId.values())];
  // Of a lot that was spent before it lapsed the closing entry says so.
  const books = await loadBooks(tx, shopId, accounts, await readTerms(tx, shopId), { lapsedBy: now });
  for (const book of books) bringToNow(book, now);
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
