/** A store's past, decided before anything is written: the same store and the same end give the same plan, to the second. */
import type { Ms } from '../world/types.ts';
import { type BasketLine, fillBasket } from './fill-basket.ts';
import { DAY, HOUR, MINUTE, monthOf } from './local-time.ts';
import { newParcel, type PlannedParcel, type PlannedStep, TOLD_STEPS, wayTo } from './parcels/plan-parcels.ts';
import { withTroubles } from './parcels/plan-troubles.ts';
import { planVisits, type Visit } from './plan-visits.ts';
import { createRandom, type Random } from './random.ts';
import type { SeedStore } from './seed-store.ts';

/** Eighteen months of 30.4375 days. */
export const historyLength = Math.round(18 * 30.4375) * DAY;

export interface Buyer {
  firstName: string;
  lastName: string;
  email: string;
  /** Null where no number can be made up that surely belongs to nobody. */
  phone: string | null;
  address1: string;
  city: string;
  province: string | null;
  zip: string | null;
  acceptsMarketing: boolean;
  hasAccount: boolean;
  createdAt: Ms;
}

export interface PlannedOrder {
  buyer: number;
  at: Ms;
  lines: BasketLine[];
  code: string | null;
  /** Minor units. */
  shipping: number;
  payWith: 'card' | 'cod';
  /** Null while the parcel with the cash is still on its way, and for what nobody took at the door. */
  paidAt: Ms | null;
  /** `deliveredAt`: when the last of it came. */
  shipped: { at: Ms; deliveredAt: Ms | null; parcels: PlannedParcel[] } | null;
  /** `lines` = null gives everything back. */
  refund: { at: Ms; lines: { index: number; quantity: number }[] | null } | null;
  cancelled: { at: Ms; reason: 'customer' | 'declined' } | null;
}

export interface History {
  buyers: Buyer[];
  orders: PlannedOrder[];
}

/** What happened in the store in the eighteen months that end at `now`; nothing in it is later than `now`. */
export function planHistory(store: SeedStore, now: Ms): History {
  const random = createRandom(`regulars ${store.handle}`);
  const visits = planVisits(store.shoppers, store.timeZone, now - historyLength, now, random.fork('visits'));
  const people = random.fork('people');
  const used = new Set<string>();
  const buyers: Buyer[] = [];
  for (const visit of visits) {
    if (visit.repeat === 0) buyers[visit.buyer] = inventBuyer(store, visit.at, used, people.fork(String(visit.buyer)));
  }
  const favourites = new Map<number, Set<string>>();
  const owner = new Map(store.products.flatMap(({ handle, variants }) => variants.map(({ sku }) => [sku, handle])));
  const orders = visits.map((visit) => {
    const known = favourites.get(visit.buyer) ?? new Set();
    favourites.set(visit.buyer, known);
    const order = planOrder(store, visit, known, now, random.fork(`order ${visit.buyer} ${visit.repeat}`));
    for (const { sku } of order.lines) known.add(owner.get(sku) ?? sku);
    return order;
  });
  return { buyers, orders: withTroubles(store, orders, now, random.fork('troubles')) };
}

export function inventBuyer(store: SeedStore, firstOrderAt: Ms, used: Set<string>, random: Random): Buyer {
  const { firstName, lastName } = store.people.name(random);
  const place = random.weighted(store.people.places, ({ weight }) => weight);
  const plain = (text: string): string =>
    text
      .normalize('NFD')
      .replaceAll(/\p{M}/gu, '')
      .replaceAll(/đ/gi, 'd')
      .toLowerCase()
      .replaceAll(/[^a-z]+/g, '.');
  const base = random.chance(0.5)
    ? `${plain(firstName)}.${plain(lastName)}`
    : `${plain(lastName.split(' ')[0] ?? lastName)}.${plain(firstName)}`;
  let email: string;
  // RFC 2606 keeps these three domains for examples: no letter to them reaches a person.
  do
    email = `${base}${random.between(1, 99)}@${random.pick(['example.com', 'example.com', 'example.net', 'example.org'])}`;
  while (used.has(email));
  used.add(email);
  return {
    firstName,
    lastName,
    email,
    // 555-0100 to 555-0199 are kept for fiction; Vietnam keeps no such numbers.
    phone:
      store.country === 'US' && random.chance(0.5)
        ? `+1212555${random.between(100, 199).toString().padStart(4, '0')}`
        : null,
    address1: store.people.street(random.between(1, 240), random.pick(store.people.streets)),
    city: place.city,
    province: place.province,
    zip: place.zip,
    acceptsMarketing: random.chance(0.62),
    hasAccount: random.chance(store.checkout.accounts),
    createdAt: firstOrderAt - random.between(2, 40) * MINUTE,
  };
}

/** One order and what became of it by `now`. */
export function planOrder(
  store: SeedStore,
  visit: Visit,
  favourites: ReadonlySet<string>,
  now: Ms,
  random: Random,
): PlannedOrder {
  const { checkout } = store;
  const lines = fillBasket(store, monthOf(store.timeZone, visit.at), favourites, random);
  const worth = lines.reduce((sum, { price, quantity }) => sum + price * quantity, 0);
  const offer = store.discounts.find(
    ({ firstOrderOnly, minimumSubtotal, uptake }) =>
      (!firstOrderOnly || visit.repeat === 0) && worth >= (minimumSubtotal ?? 0) && random.chance(uptake),
  );
  const shipping = checkout.freeShippingFrom !== null && worth >= checkout.freeShippingFrom ? 0 : checkout.shipping;
  const payWith = random.chance(checkout.cashOnDelivery) ? 'cod' : 'card';
  const base = { buyer: visit.buyer, at: visit.at, lines, code: offer?.code ?? null, shipping, payWith } as const;
  const past = (moment: Ms): Ms | null => (moment <= now ? Math.floor(moment / 1000) * 1000 : null);

  const cancelledAt = random.chance(checkout.cancelled) ? past(visit.at + random.between(1, 20) * HOUR) : null;
  if (cancelledAt !== null) {
    const paidAt = payWith === 'card' ? visit.at : null;
    return { ...base, paidAt, shipped: null, refund: null, cancelled: { at: cancelledAt, reason: 'customer' } };
  }

  const shippedAt = past(visit.at + (10 + random.next() * 38) * HOUR);
  const [least, most] = checkout.transitDays;
  const doorAt = (shippedAt ?? now) + (least + random.next() * (most - least)) * DAY;
  const refused = payWith === 'cod' && random.chance(checkout.refusedAtDoor);
  const deliveredAt = shippedAt === null || refused ? null : past(doorAt);
  const parcels = shippedAt === null ? [] : [onePlannedParcel(store, shippedAt, doorAt, { deliveredAt, now }, random)];
  const shipped = shippedAt === null ? null : { at: shippedAt, deliveredAt, parcels };
  const backAt = refused && shippedAt !== null ? past(doorAt + 2 * DAY) : null;
  if (backAt !== null)
    return { ...base, paidAt: null, shipped, refund: null, cancelled: { at: backAt, reason: 'declined' } };

  // The carrier hands the cash over a day or three after the door.
  const cashAt = deliveredAt === null ? null : past(deliveredAt + random.between(18, 72) * HOUR);
  const paidAt = payWith === 'card' ? visit.at : cashAt;
  const refundAt =
    paidAt === null || deliveredAt === null
      ? null
      : past(Math.max(paidAt, deliveredAt) + (1 + random.next() * 12) * DAY);
  const kind = random.next();
  const all = kind < checkout.fullyRefunded;
  const part = !all && kind < checkout.fullyRefunded + checkout.partlyRefunded;
  const refund =
    refundAt !== null && (all || part) ? { at: refundAt, lines: all ? null : [someOf(lines, random)] } : null;
  return { ...base, paidAt, shipped, refund, cancelled: null };
}

/** Everything in one parcel, told step by step where that is not long ago. */
function onePlannedParcel(
  { checkout }: SeedStore,
  at: Ms,
  doorAt: Ms,
  { deliveredAt, now }: { deliveredAt: Ms | null; now: Ms },
  random: Random,
): PlannedParcel {
  const own = random.fork('parcel');
  const parcel = newParcel(checkout, at, own);
  const way: PlannedStep[] =
    at > now - TOLD_STEPS ? wayTo(at, doorAt, own) : [{ at: at + 6 * HOUR, status: 'in_transit', where: 'origin' }];
  const there: PlannedStep[] = deliveredAt === null ? [] : [{ at: deliveredAt, status: 'delivered', where: 'door' }];
  const steps = [...way.filter((step) => step.at >= at && step.at < Math.min(now, deliveredAt ?? doorAt)), ...there];
  return { ...parcel, steps };
}

function someOf(lines: readonly BasketLine[], random: Random): { index: number; quantity: number } {
  const index = random.between(0, lines.length - 1);
  return { index, quantity: random.between(1, lines[index]?.quantity ?? 1) };
}
