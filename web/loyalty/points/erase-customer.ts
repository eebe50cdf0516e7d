/** Erasure of a person (rule V): what is left is forfeited, the account forgets whose it is. */
import type { Tx } from '../../../db/open.ts';
import type { CustomerId, ShopId } from '../../platform/kit/ids.ts';
import { forfeitAll } from './forfeit-all.ts';
import { forgetPerson, loadBook, lockAccountOf, saveBook } from './ledger.ts';
import { matureLots } from './mature-lots.ts';

export async function eraseCustomer(tx: Tx, shopId: ShopId, now: number, customerId: CustomerId): Promise<void> {
  const account = await lockAccountOf(tx, shopId, customerId);
  if (!account) return;
  const book = await loadBook(tx, shopId, account, null);
  matureLots(book, now);
  forfeitAll(book, now);
  await saveBook(tx, shopId, now, account, book);
  await forgetPerson(tx, shopId, account);
}
