/**
 * Erasure of a person (rule V): what is left is forfeited, the account forgets whose it is. Of somebody who was merged into
 * another nothing is left: what they had is the other's.
 */
import type { Tx } from '../../../db/open.ts';
import type { CustomerId, ShopId } from '../../platform/kit/ids.ts';
import { forfeitAll } from './forfeit-all.ts';
import { forgetPerson, saveBook } from './ledger.ts';
import { bringToNow } from './bring-to-now.ts';
import { readTerms } from './read-terms.ts';
import { type LockedAccount, loadBook, lockAccount, lockAccounts } from './store/books.ts';
import { ownAccount } from './store/accounts.ts';

/** What waited for somebody who had bought without an account. */
export async function eraseGuests(tx: Tx, shopId: ShopId, now: number, guests: readonly string[]): Promise<void> {
  if (guests.length === 0) return;
  for (const account of (await lockAccounts(tx, shopId, [], [], guests)).byGuest.values())
    await eraseAccount(tx, shopId, now, account);
}

export async function eraseCustomer(tx: Tx, shopId: ShopId, now: number, customerId: CustomerId): Promise<void> {
  const own = await ownAccount(tx, shopId, customerId);
  if (!own) return;
  const account = await lockAccount(tx, shopId, own.accountId);
  if (account.accountId !== own.accountId) {
    await forgetPerson(tx, shopId, own.accountId);
    return;
  }
  await eraseAccount(tx, shopId, now, account);
}

async function eraseAccount(tx: Tx, shopId: ShopId, now: number, account: LockedAccount): Promise<void> {
  const book = await loadBook(tx, shopId, account, await readTerms(tx, shopId));
  bringToNow(book, now);
  forfeitAll(book, now);
  await saveBook(tx, shopId, now, account, book);
  await forgetPerson(tx, shopId, account.accountId);
}
