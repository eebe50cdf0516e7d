/** The way of an order's goods to the door: whose parcels, with which numbers, by which steps. */
import type { Ms } from '../../world/types.ts';
import { DAY, HOUR, MINUTE } from '../local-time.ts';
import type { Random } from '../random.ts';
import type { Checkout } from '../seed-store.ts';

export interface PlannedParcel {
  at: Ms;
  /** As the merchant wrote it at Shopify; null = only the number. */
  carrier: string | null;
  number: string;
  /** Indexes of the order's lines, with all units of each; null = all that is left. */
  lines: readonly number[] | null;
  /** In order of time. */
  steps: PlannedStep[];
  /** When its label was thrown away. */
  voidedAt: Ms | null;
}
export interface PlannedStep {
  at: Ms;
  status: string;
  /** The store's place, the carrier's place in between, the buyer's place. */
  where: 'origin' | 'hub' | 'door';
  message?: string;
  /** The day that the carrier names. */
  estimatedDeliveryAt?: Ms;
}

export function newParcel(checkout: Checkout, at: Ms, random: Random, lines: readonly number[] | null = null) {
  const { name, number } = random.weighted(checkout.carriers, ({ share }) => share);
  const parcel: PlannedParcel = { at, carrier: name, number: number(random), lines, steps: [], voidedAt: null };
  return parcel;
}

/** What is scanned between the shipping and `doorAt`, the moment at the door; that itself not among them. */
export function wayTo(at: Ms, doorAt: Ms, random: Random): PlannedStep[] {
  const estimatedDeliveryAt = doorAt;
  const hub = at + (doorAt - at) * (0.35 + random.next() * 0.2);
  const steps: PlannedStep[] = [
    { at: at + random.between(5, 50) * MINUTE, status: 'label_printed', where: 'origin' },
    { at: at + random.between(120, 420) * MINUTE, status: 'carrier_picked_up', where: 'origin' },
    { at: hub, status: 'in_transit', where: 'hub', estimatedDeliveryAt },
    { at: doorAt - random.between(9, 14) * HOUR, status: 'in_transit', where: 'door', estimatedDeliveryAt },
    { at: doorAt - random.between(90, 400) * MINUTE, status: 'out_for_delivery', where: 'door' },
  ];
  return steps.map((step) => ({ ...step, at: wholeSecond(step.at) })).toSorted((one, two) => one.at - two.at);
}

/** Whole seconds, as Shopify tells them. */
export const wholeSecond = (moment: Ms): Ms => Math.floor(moment / 1000) * 1000;

/** So far back parcels are told with every step; of older ones it is known only that they came. */
export const TOLD_STEPS = 12 * DAY;
