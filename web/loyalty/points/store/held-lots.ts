import type { Reader } from '../../../../db/open.ts';
import type { CustomerId, ShopId } from '../../../platform/kit/ids.ts';

export interface HeldLot {
  customerId: CustomerId;
  points: number;
  state: 'pending' | 'available';
  /** Ms of the last moment at which they can be used; null = never lapses. */
  expiresAt: number | null;
}

/** Every lot of the store in which something is left at `now`, page by page; `after` empty = from the first, `next` null = that was all. */
export async function heldLots(
  handle: Reader,
  shopId: ShopId,
  { now, after, limit }: { now: number; after: string; limit: number },
): Promise<{ lots: HeldLot[]; next: string | null }> {
  const rows = await handle
    .selectFrom('points_lots as lot')
    .innerJoin('points_accounts as account', (join) =>
      join.onRef('account.shop_id', '=', 'lot.shop_id').onRef('account.account_id', '=', 'lot.account_id'),
    )
    .select(['lot.lot_id', 'account.customer_id', 'lot.remaining', 'lot.state', 'lot.available_at', 'lot.expires_at'])
    .where('lot.shop_id', '=', shopId)
    .where('lot.lot_id', '>', after)
    .where('lot.remaining', '>', 0)
    .orderBy('lot.lot_id')
    .limit(limit)
    .execute();
  const lots = rows.flatMap((row): HeldLot[] => {
    if (row.customer_id === null || (row.expires_at !== null && row.expires_at < now)) return [];
    const matured = row.available_at !== null && row.available_at <= now;
    return [
      {
        customerId: row.customer_id as CustomerId,
        points: row.remaining,
        state: row.state === 'available' || matured ? 'available' : 'pending',
        expiresAt: row.expires_at,
      },
    ];
  });
  return { lots, next: rows.length === limit ? (rows.at(-1)?.lot_id ?? null) : null };
}
