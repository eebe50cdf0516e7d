/** Turns a planned past into orders of the simulator, each with everything that became of it. */
import { cancelOrder } from '../world/cancel-order.ts';
import { addShipmentEvent, cancelFulfillment, fulfilOrder } from '../world/fulfil-order.ts';
import { payOrder } from '../world/pay-order.ts';
import { placeOrder } from '../world/place-order.ts';
import { refundOrder } from '../world/refund-order.ts';
import type { Fulfillment, Id, Ms, Order, Shop, World } from '../world/types.ts';
import type { PlannedParcel } from './parcels/plan-parcels.ts';
import type { PastWorld } from './past-world.ts';
import type { History, PlannedOrder } from './plan-history.ts';
import type { SeedStore } from './seed-store.ts';

export function placeOrders(store: SeedStore, history: History, customerIds: readonly Id[]) {
  return function* place(past: PastWorld, shop: Shop): Iterable<Order> {
    for (const planned of history.orders) {
      const customerId = customerIds[planned.buyer];
      if (customerId === undefined) throw new Error(`the plan has no buyer ${planned.buyer}`);
      const order = startOrder(past.at(planned.at), shop, store, planned, customerId);
      for (const { at, act } of laterEvents(past, shop, store, planned, order)) {
        past.at(at);
        act();
      }
      yield order;
    }
  };
}

/** Places the order as it was at the checkout. Announced through whatever world it is given. */
export function startOrder(world: World, shop: Shop, store: SeedStore, planned: PlannedOrder, customerId: Id): Order {
  const { checkout } = store;
  return placeOrder(world, shop, {
    customerId,
    lines: planned.lines.map(({ sku, quantity }) => ({ sku, quantity })),
    discountCodes: planned.code === null ? [] : [planned.code],
    shipping: planned.shipping,
    shippingTitle: checkout.shippingTitle,
    shippingTax: store.taxesIncluded ? Math.round((planned.shipping * checkout.taxRate) / (1 + checkout.taxRate)) : 0,
    taxRate: checkout.taxRate,
    payWith: planned.payWith,
    paid: planned.payWith === 'card',
    at: planned.at,
    locale: store.locale,
  });
}

/** What happened afterwards, in order of time. */
function laterEvents(
  world: World,
  shop: Shop,
  store: SeedStore,
  planned: PlannedOrder,
  order: Order,
): { at: Ms; act(): void }[] {
  const events: { at: Ms; act(): void }[] = [];
  const { shipped, paidAt, refund, cancelled } = planned;
  for (const parcel of shipped?.parcels ?? []) events.push(...parcelEvents(world, shop, store, order, parcel));
  if (paidAt !== null && planned.payWith === 'cod')
    events.push({ at: paidAt, act: () => payOrder(world, shop, order) });
  if (refund) {
    const lines = (refund.lines ?? planned.lines.map(({ quantity }, index) => ({ index, quantity }))).flatMap(
      (part) => {
        const line = order.lines[part.index];
        return line ? [{ id: line.id, quantity: part.quantity }] : [];
      },
    );
    events.push({ at: refund.at, act: () => refundOrder(world, shop, order, { lines }) });
  }
  if (cancelled) {
    events.push({
      at: cancelled.at,
      act: () => {
        for (const fulfillment of order.fulfillments)
          if (fulfillment.status === 'success') cancelFulfillment(world, shop, order, fulfillment);
        cancelOrder(world, shop, order, { reason: cancelled.reason });
      },
    });
  }
  return events.sort((a, b) => a.at - b.at);
}

/** From the packing to the last scan. */
export function parcelEvents(
  world: World,
  shop: Shop,
  { checkout }: SeedStore,
  order: Order,
  { at, carrier, number, lines, steps, voidedAt }: PlannedParcel,
): { at: Ms; act(): void }[] {
  let parcel: Fulfillment | undefined;
  const send = () => {
    const all = order.lines.filter(({ fulfillableQuantity }) => fulfillableQuantity > 0);
    const meant = lines === null ? all : all.filter((line) => lines.includes(order.lines.indexOf(line)));
    parcel = fulfilOrder(world, shop, order, {
      lines: meant.map(({ id, fulfillableQuantity }) => ({ id, quantity: fulfillableQuantity })),
      ...(carrier === null ? {} : { company: carrier }),
      number,
    });
  };
  const { city = null, countryCode = null } = order.shippingAddress ?? {};
  const scans = steps.map(({ where, ...step }) => ({
    at: step.at,
    act: () => {
      const place = where === 'door' ? city : checkout.places[where];
      const known = { ...(place && { city: place }), ...(countryCode && { country: countryCode }) };
      if (parcel?.status === 'success') addShipmentEvent(world, shop, order, parcel, { ...step, ...known });
    },
  }));
  const throwAway = () => {
    if (parcel) cancelFulfillment(world, shop, order, parcel);
  };
  return [{ at, act: send }, ...scans, ...(voidedAt === null ? [] : [{ at: voidedAt, act: throwAway }])];
}
