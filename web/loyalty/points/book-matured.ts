/** Books the lots whose window has ended. Reads count them as available before this ran: it is only bookkeeping. */
import type { Tx } from '../../../db/open.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import { type AccountChange, loadBook, lockAccount, saveBook } from './ledger.ts';
import { matureLots } from './mature-lots.ts';

export async function bookMatured(tx: Tx, shopId: ShopId, now: number, accountId: string): Promise<AccountChange> {
  const account = await lockAccount(tx, shopId, accountId);
  const book = await loadBook(tx, shopId, account, null);
  matureLots(book, now);
  return saveBook(tx, shopId, now, account, book);
}
