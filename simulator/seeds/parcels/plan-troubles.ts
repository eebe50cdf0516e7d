/**
 * What goes wrong with parcels, once each in every store, so that there is something to look after: late, without a scan for days, split,
 * brought in vain, returned, never sent. Whom it happens to is decided by age alone: the youngest order that each fits.
 */
import type { Ms } from '../../world/types.ts';
import { DAY, HOUR } from '../local-time.ts';
import type { PlannedOrder } from '../plan-history.ts';
import type { Random } from '../random.ts';
import type { SeedStore } from '../seed-store.ts';
import { newParcel, type PlannedParcel, type PlannedStep, wayTo, wholeSecond } from './plan-parcels.ts';

interface Trouble {
  /** Days since the order: fewer, and it could not be so yet; more, and somebody would have looked. */
  age: [least: number, most: number];
  /** Lines that it takes. */
  lines?: number;
  /** The parcels as they are now, of an order that was shipped at `at`. */
  parcels(at: Ms, now: Ms, random: Random, store: SeedStore): PlannedParcel[];
}

const troubles: readonly Trouble[] = [
  // Nobody has packed it.
  { age: [6, 11], parcels: () => [] },
  // The carrier's day has passed, and it still moves.
  {
    age: [6, 11],
    parcels: (at, now, random, store) => [
      moving(store, at, random, [
        { at: at + 8 * HOUR, status: 'in_transit', where: 'origin', estimatedDeliveryAt: at + 3 * DAY },
        { at: now - 20 * HOUR, status: 'in_transit', where: 'hub' },
      ]),
    ],
  },
  // No scan since it left the carrier's place.
  {
    age: [8, 14],
    parcels: (at, _now, random, store) => [
      moving(store, at, random, [{ at: at + DAY, status: 'in_transit', where: 'hub' }]),
    ],
  },
  // A label, and no parcel.
  {
    age: [8, 14],
    parcels: (at, _now, random, store) => [
      moving(store, at, random, [{ at: at + HOUR, status: 'label_printed', where: 'origin' }]),
    ],
  },
  {
    age: [3, 9],
    parcels: (at, now, random, store) => [
      moving(store, at, random, [
        { at: at + 10 * HOUR, status: 'in_transit', where: 'origin' },
        { at: now - 15 * HOUR, status: 'delayed', where: 'hub', message: store.checkout.said.delayed },
      ]),
    ],
  },
  {
    age: [3, 9],
    parcels: (at, now, random, store) => [
      moving(store, at, random, [
        { at: at + 10 * HOUR, status: 'in_transit', where: 'hub' },
        { at: now - 22 * HOUR, status: 'attempted_delivery', where: 'door', message: store.checkout.said.nobodyHome },
        { at: now - 2 * HOUR, status: 'out_for_delivery', where: 'door' },
      ]),
    ],
  },
  {
    age: [3, 9],
    parcels: (at, now, random, store) => [
      moving(store, at, random, [
        { at: at + 10 * HOUR, status: 'in_transit', where: 'hub' },
        { at: now - 18 * HOUR, status: 'ready_for_pickup', where: 'door' },
      ]),
    ],
  },
  {
    age: [5, 12],
    parcels: (at, now, random, store) => [
      moving(store, at, random, [
        { at: at + 10 * HOUR, status: 'in_transit', where: 'hub' },
        { at: now - 30 * HOUR, status: 'failure', where: 'door', message: store.checkout.said.returned },
      ]),
    ],
  },
  // Two parcels, of which one is there.
  {
    age: [3, 9],
    lines: 2,
    parcels: (at, now, random, store) => {
      const there = newParcel(store.checkout, at, random, [0]);
      there.steps = [
        ...wayTo(at, now - 8 * HOUR, random),
        { at: now - 8 * HOUR, status: 'delivered', where: 'door' as const },
      ];
      const later = moving(store, at + 9 * HOUR, random, [
        { at: now - 12 * HOUR, status: 'in_transit', where: 'hub', estimatedDeliveryAt: now + DAY },
      ]);
      return [there, later];
    },
  },
  // One parcel is on its way, the rest is still to be packed.
  {
    age: [2, 5],
    lines: 2,
    parcels: (at, now, random, store) => [
      { ...moving(store, at, random, [{ at: now - 9 * HOUR, status: 'in_transit', where: 'hub' }]), lines: [0] },
    ],
  },
  // The first label was thrown away.
  {
    age: [2, 7],
    parcels: (at, now, random, store) => {
      const thrownAway = { ...newParcel(store.checkout, at, random), voidedAt: wholeSecond(at + HOUR) };
      const steps: PlannedStep[] = [
        { at: now - 6 * HOUR, status: 'in_transit', where: 'hub', estimatedDeliveryAt: now + 2 * DAY },
      ];
      return [thrownAway, moving(store, at + 2 * HOUR, random, steps)];
    },
  },
];

function moving({ checkout }: SeedStore, at: Ms, random: Random, steps: PlannedStep[]): PlannedParcel {
  return { ...newParcel(checkout, at, random), steps };
}

/** The same orders, of which some have met with trouble. */
export function withTroubles(
  store: SeedStore,
  orders: readonly PlannedOrder[],
  now: Ms,
  random: Random,
): PlannedOrder[] {
  const met = new Map<PlannedOrder, PlannedOrder>();
  for (const [index, { age, lines = 1, parcels }] of troubles.entries()) {
    const [least, most] = age;
    const order = orders.findLast(
      (each) =>
        !met.has(each) &&
        each.shipped !== null &&
        each.shipped.at < now - DAY &&
        each.cancelled === null &&
        each.refund === null &&
        each.lines.length >= lines &&
        each.at <= now - least * DAY &&
        each.at >= now - most * DAY,
    );
    if (!order?.shipped) continue;
    const { at } = order.shipped;
    const planned = parcels(at, now, random.fork(String(index)), store).map((parcel) => ({
      ...parcel,
      at: wholeSecond(parcel.at),
      steps: parcel.steps
        .map((step) => ({ ...step, at: wholeSecond(Math.max(step.at, parcel.at)) }))
        .filter((step) => step.at <= now)
        .toSorted((one, two) => one.at - two.at),
    }));
    const shipped = planned.length === 0 ? null : { at, deliveredAt: null, parcels: planned };
    // Whoever pays at the door has not paid.
    met.set(order, { ...order, shipped, paidAt: order.payWith === 'cod' ? null : order.paidAt });
  }
  return orders.map((order) => met.get(order) ?? order);
}
