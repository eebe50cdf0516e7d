/** Moves everything of one account to another, once: of a customer who was merged (rule U), of a guest who has signed up (rule W). */
import type { Tx } from '../../../db/open.ts';
import type { CustomerId, ShopId } from '../../platform/kit/ids.ts';
import { bringToNow } from './bring-to-now.ts';
import { dropDuplicates, sharedBonuses } from './drop-duplicates.ts';
import { type AccountChange, joinAccounts, lockForClaim, lockForMerge, saveBook } from './ledger.ts';
import { mergeAccounts } from './merge-accounts.ts';
import { readTerms } from './read-terms.ts';
import { causesTotals } from './store/causes.ts';
import { type LockedAccount, loadBook } from './store/books.ts';

/** What happened to the kept customer's account; null when this was done before. */
export async function bookMerge(
  tx: Tx,
  shopId: ShopId,
  now: number,
  merge: { removed: CustomerId; kept: CustomerId },
): Promise<AccountChange | null> {
  const accounts = await lockForMerge(tx, shopId, merge.removed, merge.kept);
  return accounts && join(tx, shopId, now, accounts);
}

/** What happened to the customer's account; null when there is nothing to claim. */
export async function bookClaim(
  tx: Tx,
  shopId: ShopId,
  now: number,
  claim: { guest: string; customerId: CustomerId },
): Promise<AccountChange | null> {
  const accounts = await lockForClaim(tx, shopId, claim.guest, claim.customerId);
  return accounts && join(tx, shopId, now, accounts);
}

async function join(
  tx: Tx,
  shopId: ShopId,
  now: number,
  { from, into }: { from: LockedAccount; into: LockedAccount },
): Promise<AccountChange> {
  const terms = await readTerms(tx, shopId);
  const source = await loadBook(tx, shopId, from, terms, { bonuses: true });
  const target = await loadBook(tx, shopId, into, terms, { bonuses: true });
  bringToNow(source, now);
  bringToNow(target, now);
  const totals = await causesTotals(tx, shopId, sharedBonuses(source, target));
  const counts = (cause: string) => {
    const { granted, reversed } = totals.get(cause) ?? { granted: 0, reversed: 0 };
    return granted > reversed;
  };
  dropDuplicates(source, target, counts, now);
  mergeAccounts(source, target, now);
  await saveBook(tx, shopId, now, from, source);
  await joinAccounts(tx, shopId, from.accountId, into.accountId);
  return saveBook(tx, shopId, now, into, target);
}
