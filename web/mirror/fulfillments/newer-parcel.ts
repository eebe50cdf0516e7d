/**
 * Which of two states of a parcel holds. Shopify's times have whole seconds, so two may carry the same one and come in any order: then a
 * cancelled one does, which nothing brings back, next the one that is further on its way, and where nothing tells them apart, whichever
 * reads later – by either order of arrival the same.
 */
import type { FulfillmentSnapshot } from './fulfillment-payload.ts';

/** `united`: what holds from now on; `changed`: whether that is anything else than what was known. */
export function unite(
  known: FulfillmentSnapshot,
  told: FulfillmentSnapshot,
): { united: FulfillmentSnapshot; changed: boolean } {
  const [newer, older] = isNewer(told, known) ? [told, known] : [known, told];
  const united = {
    ...newer,
    // Of what one of them does not tell the other may know.
    lines: newer.lines ?? older.lines,
    estimatedDeliveryAt: newer.estimatedDeliveryAt ?? older.estimatedDeliveryAt,
    deliveredAt: newer.deliveredAt ?? older.deliveredAt,
    createdAt: Math.min(known.createdAt, told.createdAt),
  };
  return { united, changed: text(united) !== text(known) };
}

function isNewer(one: FulfillmentSnapshot, other: FulfillmentSnapshot): boolean {
  if (one.updatedAt !== other.updatedAt) return one.updatedAt > other.updatedAt;
  for (const way of [cancelled, progress]) {
    const step = way(one) - way(other);
    if (step !== 0) return step > 0;
  }
  return text(one) > text(other);
}

const cancelled = ({ status }: FulfillmentSnapshot): number => Number(status === 'cancelled');

const WAY = [
  'label_purchased',
  'label_printed',
  'confirmed',
  'carrier_picked_up',
  'in_transit',
  'delayed',
  'out_for_delivery',
  'attempted_delivery',
  'ready_for_pickup',
  'picked_up',
  'failure',
  'delivered',
];
const progress = ({ shipmentStatus }: FulfillmentSnapshot): number => WAY.indexOf(shipmentStatus ?? '');

/** The same text for what is the same: lines have no order of their own, and sources name the fields in any order. */
function text(parcel: FulfillmentSnapshot): string {
  const inOrder = parcel.lines
    ?.toSorted((a, b) => (a.lineId < b.lineId ? -1 : 1))
    .map(({ lineId, quantity }) => [lineId, quantity]);
  return JSON.stringify([
    parcel.id,
    parcel.orderId,
    parcel.status,
    parcel.shipmentStatus,
    parcel.company,
    parcel.numbers,
    parcel.urls,
    parcel.estimatedDeliveryAt,
    parcel.deliveredAt,
    parcel.createdAt,
    parcel.updatedAt,
    inOrder,
  ]);
}
