import type { Insertable, Selectable } from 'kysely';
import type { PointsLotsTable } from '../../../../db/schema/points-lots.ts';
import type { ShopId } from '../../../platform/kit/ids.ts';
import type { Lot, LotRule } from '../account-book.ts';

export function fromLotRow(row: Selectable<PointsLotsTable>): Lot {
  return {
    id: row.lot_id,
    seq: row.seq,
    orderId: row.order_id,
    cause: row.cause,
    source: row.source,
    once: row.once,
    credited: row.credited,
    remaining: row.remaining,
    lapsed: row.lapsed,
    state: row.state,
    availableAt: row.available_at,
    expiresAt: row.expires_at,
    countsFrom: row.counts_from,
    createdAt: row.created_at,
    reminded: row.reminded === 1,
    rule: row.rule === null ? null : (JSON.parse(row.rule) as LotRule),
  };
}

export function toLotRow(shopId: ShopId, accountId: string, lot: Lot): Insertable<PointsLotsTable> {
  return {
    shop_id: shopId,
    lot_id: lot.id,
    account_id: accountId,
    seq: lot.seq,
    order_id: lot.orderId,
    cause: lot.cause,
    source: lot.source,
    once: lot.once,
    credited: lot.credited,
    remaining: lot.remaining,
    lapsed: lot.lapsed,
    state: lot.state,
    available_at: lot.availableAt,
    expires_at: lot.expiresAt,
    counts_from: lot.countsFrom,
    created_at: lot.createdAt,
    reminded: lot.reminded ? 1 : 0,
    rule: lot.rule === null ? null : JSON.stringify(lot.rule),
  };
}
