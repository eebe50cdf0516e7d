/** Which changes of an order itself concern whoever follows its parcels: not those of payment, which are most. */
import { type OrderSnapshot, type ShippingState, unitsToShip } from './order-snapshot.ts';

/** `before`: null = the order was not known. Nothing to ship, then as now, concerns nobody. */
export function shippingChanged(before: ShippingState | null, order: OrderSnapshot): boolean {
  const toShip = unitsToShip(order.lines);
  if (before === null) return toShip > 0;
  return (
    before.toShip !== toShip ||
    (toShip > 0 &&
      (before.fulfillmentStatus !== order.fulfillmentStatus || before.cancelled !== (order.cancelledAt !== null)))
  );
}
