/** What carriers and packers do while the demo runs: the next order is packed, or some parcel is scanned at its next place. */
import { addShipmentEvent, fulfilOrder } from '../../world/fulfil-order.ts';
import type { Fulfillment, Order, Shop, World } from '../../world/types.ts';
import { DAY } from '../local-time.ts';
import type { Random } from '../random.ts';
import type { SeedStore } from '../seed-store.ts';
import { newParcel, type PlannedStep } from './plan-parcels.ts';

/** One after the other, as in `wayTo`. */
const scans: readonly Pick<PlannedStep, 'status' | 'where'>[] = [
  { status: 'label_printed', where: 'origin' },
  { status: 'carrier_picked_up', where: 'origin' },
  { status: 'in_transit', where: 'hub' },
  { status: 'in_transit', where: 'door' },
  { status: 'out_for_delivery', where: 'door' },
  { status: 'delivered', where: 'door' },
];
/** Whatever has waited longer is one of those that something is wrong with, and stays so. */
const IN_GOOD_TIME = 3 * DAY;

/** False: there is nothing to pack and nothing on its way. */
export function moveParcel(world: World, shop: Shop, store: SeedStore, random: Random): boolean {
  const now = world.now();
  const recent = [...shop.orders.values()].filter(
    ({ createdAt, cancelledAt }) => cancelledAt === null && createdAt > now - 2 * IN_GOOD_TIME,
  );
  const waiting = recent.find(
    ({ fulfillments, createdAt, lines }) =>
      fulfillments.length === 0 &&
      createdAt > now - IN_GOOD_TIME &&
      lines.some(({ fulfillableQuantity }) => fulfillableQuantity > 0),
  );
  const moving = recent.flatMap((order) =>
    order.fulfillments.flatMap((parcel) => {
      const next = nextScan(parcel, now);
      return next ? [{ order, parcel, next }] : [];
    }),
  );
  if (waiting && (moving.length === 0 || random.chance(0.25))) pack(world, shop, store, waiting, random);
  else if (moving.length > 0) scan(world, shop, store, random.pick(moving));
  else return false;
  return true;
}

function pack(world: World, shop: Shop, { checkout }: SeedStore, order: Order, random: Random): void {
  const { carrier, number } = newParcel(checkout, world.now(), random);
  fulfilOrder(world, shop, order, { number, ...(carrier === null ? {} : { company: carrier }) });
}

function nextScan({ status, events, createdAt }: Fulfillment, now: number) {
  const last = events.at(-1);
  if (status !== 'success' || (last?.happenedAt ?? createdAt) < now - IN_GOOD_TIME) return undefined;
  if (last === undefined) return scans[0];
  const seen = scans.findIndex((each) => each.status === last.status);
  const twice = last.status === 'in_transit' && events.filter((each) => each.status === last.status).length > 1;
  return seen === -1 ? undefined : scans[seen + (twice ? 2 : 1)];
}

function scan(
  world: World,
  shop: Shop,
  { checkout }: SeedStore,
  { order, parcel, next }: { order: Order; parcel: Fulfillment; next: (typeof scans)[number] },
): void {
  const { city = null, countryCode = null } = order.shippingAddress ?? {};
  const place = next.where === 'door' ? city : checkout.places[next.where];
  addShipmentEvent(world, shop, order, parcel, {
    status: next.status,
    ...(place && { city: place }),
    ...(countryCode && { country: countryCode }),
  });
}
