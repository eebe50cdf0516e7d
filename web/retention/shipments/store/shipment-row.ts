/** A row of `shipments`, and what it means. */
import type { Selectable } from 'kysely';
import type { ShipmentsTable } from '../../../../db/schema/shipments.ts';
import type { ShopId } from '../../../platform/kit/ids.ts';
import type { ShipmentState } from '../api-types.ts';
import type { ShipmentRecord } from '../shipment-record.ts';
import type { ParcelMessage } from '../settings.ts';
import type { Attention, Estimate, Stage } from '../stages.ts';

export function toRow(shopId: ShopId, record: ShipmentRecord) {
  return {
    shop_id: shopId,
    order_id: record.orderId,
    fulfillment_id: record.fulfillmentId,
    order_key: record.orderKey,
    state: record.state,
    stage: record.stage,
    carrier: record.carrier,
    guessed: record.guessed ? 1 : 0,
    number: record.number,
    url: record.url,
    numbers: record.numbers,
    company: record.company,
    reported_at: record.reportedAt,
    started_at: record.startedAt,
    last_news_at: record.lastNewsAt,
    delivered_at: record.deliveredAt,
    promise: record.promise && JSON.stringify(record.promise),
    attention: record.attention,
    attention_since: record.attentionSince,
    silent: record.silent ? 1 : 0,
    told: JSON.stringify(record.told),
    check_at: record.checkAt,
  };
}

export function fromRow(row: Selectable<ShipmentsTable>): ShipmentRecord {
  return {
    orderId: row.order_id,
    fulfillmentId: row.fulfillment_id,
    orderKey: row.order_key,
    state: row.state as ShipmentState,
    stage: row.stage as Stage,
    carrier: row.carrier,
    guessed: row.guessed === 1,
    number: row.number,
    url: row.url,
    numbers: row.numbers,
    company: row.company,
    reportedAt: row.reported_at,
    startedAt: row.started_at,
    lastNewsAt: row.last_news_at,
    deliveredAt: row.delivered_at,
    promise: row.promise === null ? null : (JSON.parse(row.promise) as Estimate),
    attention: row.attention as Attention | null,
    attentionSince: row.attention_since,
    silent: row.silent === 1,
    told: JSON.parse(row.told) as ParcelMessage[],
    checkAt: row.check_at,
  };
}
