/** Moves everything of a customer who was merged to the account of the one who was kept, once (rule U). */
import type { Tx } from '../../../db/open.ts';
import type { CustomerId, ShopId } from '../../platform/kit/ids.ts';
import { type AccountChange, joinAccounts, lockForMerge, saveBook } from './ledger.ts';
import { bringToNow } from './bring-to-now.ts';
import { readTerms } from './read-terms.ts';
import { loadBook } from './store/books.ts';
import { mergeAccounts } from './merge-accounts.ts';

/** What happened to the kept customer's account; null when this was done before. */
export async function bookMerge(
  tx: Tx,
  shopId: ShopId,
  now: number,
  merge: { removed: CustomerId; kept: CustomerId },
): Promise<AccountChange | null> {
  const accounts = await lockForMerge(tx, shopId, merge.removed, merge.kept);
  if (!accounts) return null;
  const { from, into } = accounts;
  const terms = await readTerms(tx, shopId);
  const source = await loadBook(tx, shopId, from, terms);
  const target = await loadBook(tx, shopId, into, terms);
  bringToNow(source, now);
  bringToNow(target, now);
  mergeAccounts(source, target, now);
  await saveBook(tx, shopId, now, from, source);
  await joinAccounts(tx, shopId, from.accountId, into.accountId);
  return saveBook(tx, shopId, now, into, target);
}
