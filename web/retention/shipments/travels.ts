/** Whether anything is on its way with a fulfilment. Shopify makes one, too, of what is no thing, and of what a customer carries out of the shop. */
import type { SentParcel, ShippedOrder } from './order-view.ts';

type Order = Pick<ShippedOrder, 'lines' | 'sourceName' | 'destinationCountry'>;

export function travels(
  parcel: Pick<SentParcel, 'numbers' | 'shipmentStatus' | 'events' | 'lines'>,
  order: Order,
): boolean {
  // Somebody carries it, whatever the order says.
  if (parcel.numbers.length > 0 || parcel.shipmentStatus !== null || parcel.events.length > 0) return true;
  if (isCarriedHome(order)) return false;
  const things = new Map(order.lines.map(({ id, requiresShipping }) => [id, requiresShipping]));
  return parcel.lines.length === 0
    ? things.size === 0 || [...things.values()].includes(true)
    : parcel.lines.some(({ lineId }) => things.get(lineId) ?? true);
}

/** Bought at the till, with no address to send it to. */
export function isCarriedHome({ sourceName, destinationCountry }: Order): boolean {
  return sourceName?.toLowerCase() === 'pos' && destinationCountry === null;
}
