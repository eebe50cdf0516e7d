/** Gives or takes points by hand, once per key (rule R). */
import { createHash } from 'node:crypto';
import type { Tx } from '../../../db/open.ts';
import type { CustomerId, ShopId } from '../../platform/kit/ids.ts';
import { erasedCustomers } from '../../platform/privacy/erased.ts';
import type { Balance } from './account-book.ts';
import { adjustBalance } from './adjust-balance.ts';
import { type AccountChange, openAccount, saveBook, saveNote } from './ledger.ts';
import { loadBook } from './store/books.ts';
import { inputHash } from './store/ledger-rows.ts';
import { matureLots } from './mature-lots.ts';
import { findEntryByKey } from './store/entries.ts';

export interface Adjustment {
  customerId: CustomerId;
  points: number;
  reason: string;
  staffId: string;
  /** The caller's own; unique in the store. */
  key: string;
}

export type AdjustmentOutcome =
  /** `change` is null when this was a repetition: nothing was booked now, and the balance is the one of then. */
  | { outcome: 'booked'; entryId: string; balance: Balance; change: AccountChange | null }
  | { outcome: 'too_much'; available: number; pending: number }
  /** The customer was erased meanwhile. */
  | { outcome: 'erased' }
  /** The key was used for something else. */
  | { outcome: 'other_input' };

export async function bookAdjustment(
  tx: Tx,
  shopId: ShopId,
  now: number,
  adjustment: Adjustment,
): Promise<AdjustmentOutcome> {
  const { customerId, points, reason, staffId } = adjustment;
  if ((await erasedCustomers(tx, shopId, [customerId])).size > 0) return { outcome: 'erased' };
  const key = `adjust/${adjustment.key}`;
  // The reason takes part as a digest, because free text must not stand in the ledger.
  const input = { customer: customerId, points, reason: createHash('sha256').update(reason).digest('hex') };
  const account = await openAccount(tx, shopId, customerId);
  const first = await findEntryByKey(tx, shopId, key);
  if (first) {
    if (first.inputHash !== inputHash(input)) return { outcome: 'other_input' };
    return { outcome: 'booked', entryId: first.entryId, balance: first.after, change: null };
  }
  const book = await loadBook(tx, shopId, account);
  matureLots(book, now);
  const adjusted = adjustBalance(book, { points, key, input, now });
  if (adjusted.outcome === 'too_much') return { ...adjusted, pending: book.balance.pending };
  const change = await saveBook(tx, shopId, now, account, book);
  await saveNote(tx, shopId, adjusted.entry.id, { reason, staffId });
  return { outcome: 'booked', entryId: adjusted.entry.id, balance: adjusted.entry.after, change };
}
