/**
 * One entry of one account under a key of the caller's, once (rule R): the same key and input get the first answer again, another
 * input is refused. In the caller's transaction, which should not hold rows yet that an erasure may want.
 */
import type { Tx } from '../../../db/open.ts';
import type { CustomerId, ShopId } from '../../platform/kit/ids.ts';
import { afterBooking, type BookingServices } from './after-booking.ts';
import { erasedCustomers } from '../../platform/privacy/erased.ts';
import type { AccountBook, Balance, Entry } from './account-book.ts';
import { bringToNow } from './bring-to-now.ts';
import { openAccount, saveBook } from './ledger.ts';
import { readTerms } from './read-terms.ts';
import { type AlsoNeeded, isNobodys, loadBook, lockAccount } from './store/books.ts';
import { findEntryByKey } from './store/entries.ts';
import { inputHash } from './store/ledger-rows.ts';

/** `balance` is the one that this entry left; of a repetition, too. */
export type Booked = { outcome: 'booked' | 'repeated'; entryId: string; balance: Balance };
export type NotBooked =
  /** The key was used for something else. */
  | { outcome: 'other_input' }
  /** Whose points these would be was erased. */
  | { outcome: 'erased' };

export interface Once {
  of: { customerId: CustomerId } | { accountId: string };
  key: string;
  input: Entry['input'];
}

/** `needs` names lots beside those that hold something; asked, as is `decide`, once the account is locked. */
export async function bookOnce<Refusal extends { outcome: string }>(
  services: BookingServices,
  tx: Tx,
  shopId: ShopId,
  { of, key, input }: Once,
  decide: (book: AccountBook, now: number) => Entry | Refusal,
  needs: () => Promise<AlsoNeeded> | AlsoNeeded = () => ({}),
): Promise<Booked | NotBooked | Refusal> {
  const now = services.clock.now();
  if ('customerId' in of && (await erasedCustomers(tx, shopId, [of.customerId])).size > 0) return { outcome: 'erased' };
  const account =
    'customerId' in of ? await openAccount(tx, shopId, of.customerId) : await lockAccount(tx, shopId, of.accountId);
  const first = await findEntryByKey(tx, shopId, key);
  if (first) {
    if (first.inputHash !== inputHash(input)) return { outcome: 'other_input' };
    return { outcome: 'repeated', entryId: first.entryId, balance: first.after };
  }
  if (isNobodys(account)) return { outcome: 'erased' };
  const book = await loadBook(tx, shopId, account, await readTerms(tx, shopId), await needs());
  bringToNow(book, now);
  const decided = decide(book, now);
  if ('outcome' in decided) return decided;
  const change = await saveBook(tx, shopId, now, account, book);
  await afterBooking(services, tx, shopId, [change]);
  return { outcome: 'booked', entryId: decided.id, balance: decided.after };
}
