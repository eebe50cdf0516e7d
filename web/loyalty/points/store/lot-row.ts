import type { Selectable } from 'kysely';
import type { PointsLotsTable } from '../../../../db/schema/points-lots.ts';
import type { ShopId } from '../../../platform/kit/ids.ts';
import type { Lot, LotRule } from '../account-book.ts';

export function fromLotRow(row: Selectable<PointsLotsTable>): Lot {
  return {
    id: row.lot_id,
    seq: row.seq,
    orderId: row.order_id,
    credited: row.credited,
    remaining: row.remaining,
    state: row.state,
    availableAt: row.available_at,
    expiresAt: row.expires_at,
    countsFrom: row.counts_from,
    createdAt: row.created_at,
    rule: row.rule === null ? null : (JSON.parse(row.rule) as LotRule),
  };
}

export function toLotRow(shopId: ShopId, accountId: string, lot: Lot): PointsLotsTable {
  return {
    shop_id: shopId,
    lot_id: lot.id,
    account_id: accountId,
    seq: lot.seq,
    order_id: lot.orderId,
    credited: lot.credited,
    remaining: lot.remaining,
    state: lot.state,
    available_at: lot.availableAt,
    expires_at: lot.expiresAt,
    counts_from: lot.countsFrom,
    created_at: lot.createdAt,
    rule: lot.rule === null ? null : JSON.stringify(lot.rule),
  };
}
