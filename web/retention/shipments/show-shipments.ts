/** Parcels as the merchant sees them. */
import { customerName, findCustomers } from '../../mirror/customers/index.ts';
import { loadOrders, orderHeadings } from '../../mirror/orders/index.ts';
import { knownShop } from '../../mirror/shops/index.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import type { Services } from '../../platform/manifest.ts';
import type { OrderShipments, ShipmentRow, ShownLine, ShownParcel } from './api-types.ts';
import { shownEstimate } from './estimate.ts';
import type { ParcelView } from './parcel-view.ts';
import { shipmentsOf } from './read-shipments.ts';
import { deliveryTerms } from './read-terms.ts';
import type { ShipmentRecord } from './shipment-record.ts';
import { apologiesOf } from './store/apologies.ts';
import { promisesOf, WHOLE_ORDER } from './store/promises.ts';

const iso = (ms: number) => new Date(ms).toISOString();
const isoOrNull = (ms: number | null) => (ms === null ? null : iso(ms));

export async function showRows(
  services: Services,
  shopId: ShopId,
  records: readonly ShipmentRecord[],
): Promise<ShipmentRow[]> {
  const { read } = services.db;
  const orderIds = [...new Set(records.map(({ orderId }) => orderId))];
  const orders = new Map((await orderHeadings(read, shopId, orderIds)).map((order) => [order.id, order]));
  const people = await peopleOf(services, shopId, [...orders.values()]);
  const promises = await promisesOf(read, shopId, orderIds);
  const terms = await deliveryTerms(services, read, shopId);
  const now = services.clock.now();
  return records.map((record) => {
    const order = orders.get(record.orderId);
    const kept = promises.get(record.orderId);
    return {
      id: `${record.orderId}/${record.fulfillmentId}`,
      order: { id: record.orderId, name: order?.name ?? '' },
      customer: people.of(order?.customerId ?? null),
      fulfillmentId: record.fulfillmentId || null,
      state: record.state,
      stage: record.stage,
      carrier: record.carrier,
      guessed: record.guessed,
      number: record.number === null ? null : { number: record.number, url: record.url },
      numbers: record.numbers,
      startedAt: iso(record.startedAt),
      lastNewsAt: isoOrNull(record.lastNewsAt),
      deliveredAt: isoOrNull(record.deliveredAt),
      // Where it goes makes a difference only for what has not set out yet: that is on the page of the order.
      estimate: shownEstimate(record.promise, record.stage, null, terms, now),
      firstPromise: kept?.get(record.fulfillmentId) ?? kept?.get(WHOLE_ORDER) ?? null,
      attention: record.attention,
      attentionSince: isoOrNull(record.attentionSince),
      silent: record.silent,
    };
  });
}

/** Null: there is no such order. */
export async function showOrder(services: Services, shopId: ShopId, orderId: string): Promise<OrderShipments | null> {
  const { read } = services.db;
  const order = (await loadOrders(read, shopId, [orderId])).get(orderId);
  const shipments = order && (await shipmentsOf(services, read, shopId, [orderId])).get(order.id);
  if (!order || !shipments) return null;
  const people = await peopleOf(services, shopId, [order]);
  const apology = (await apologiesOf(read, shopId, [orderId])).get(orderId);
  const titles = new Map(order.lines.map(({ id, title }) => [id, title]));
  const line = ({ lineId, quantity }: { lineId: string; quantity: number }): ShownLine => {
    return { lineId, title: titles.get(lineId) ?? null, quantity };
  };
  return {
    order: { id: orderId, name: order.name, placedAt: iso(order.placedAt), cancelled: order.cancelledAt !== null },
    customer: people.of(order.customerId),
    stage: shipments.stage,
    estimate: shipments.estimate,
    firstPromise: shipments.firstPromise,
    parcels: shipments.parcels.map((parcel) => showParcel(parcel, line)),
    unshipped: shipments.unshipped.map(line),
    apology: apology ? { points: apology.points, givenAt: iso(apology.givenAt) } : null,
  };
}

function showParcel(parcel: ParcelView, line: (of: { lineId: string; quantity: number }) => ShownLine): ShownParcel {
  return {
    ...parcel,
    shippedAt: iso(parcel.shippedAt),
    deliveredAt: isoOrNull(parcel.deliveredAt),
    attentionSince: isoOrNull(parcel.attentionSince),
    lines: parcel.lines.map(line),
    steps: parcel.steps.map((step) => ({ ...step, at: iso(step.at) })),
  };
}

async function peopleOf(
  services: Services,
  shopId: ShopId,
  orders: readonly { customerId: string | null }[],
): Promise<{ of(id: string | null): { id: string; name: string | null } | null }> {
  const ids = [...new Set(orders.flatMap(({ customerId }) => customerId ?? []))];
  const { currency } = await knownShop(services, shopId);
  const people = await findCustomers(services.db.read, shopId, ids);
  const names = new Map(people.map((customer) => [customer.id as string, customerName(customer, currency)]));
  return { of: (id) => (id === null ? null : { id, name: names.get(id) ?? null }) };
}
