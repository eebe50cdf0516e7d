import type { Reader } from '../../../../db/open.ts';
import type { ShopId } from '../../../platform/kit/ids.ts';
import type { Balance } from '../account-book.ts';

export interface BookedEntry {
  entryId: string;
  inputHash: string;
  /** The balances once it was booked. */
  after: Balance;
}

export async function findEntryByKey(handle: Reader, shopId: ShopId, key: string): Promise<BookedEntry | null> {
  const row = await handle
    .selectFrom('ledger_entries')
    .select(['entry_id', 'input_hash', 'available_after', 'pending_after', 'debt_after'])
    .where('shop_id', '=', shopId)
    .where('key', '=', key)
    .executeTakeFirst();
  if (!row) return null;
  return {
    entryId: row.entry_id,
    inputHash: row.input_hash,
    after: { available: row.available_after, pending: row.pending_after, debt: row.debt_after },
  };
}
