import { beginStory } from './order-story.ts';
import { NotAllowed, Unknown } from './refusals.ts';
import type { LineQuantity } from './return-lines.ts';
import { touch } from './touch.ts';
import type { Fulfillment, FulfillmentEvent, Id, Ms, Order, Shop, World } from './types.ts';

export interface Tracking {
  company?: string;
  /** The first of the numbers, and of the addresses. */
  number?: string;
  url?: string;
  numbers?: string[];
  urls?: string[];
}
export interface FulfilInput extends Tracking {
  /** Default: everything that is left to ship. */
  lines?: LineQuantity[];
}

/** Announces `fulfillments/create`, `orders/fulfilled` or `orders/partially_fulfilled`, `orders/updated`. */
export function fulfilOrder(world: World, shop: Shop, order: Order, input: FulfilInput): Fulfillment {
  if (order.cancelledAt !== null) throw new NotAllowed(`${order.name} is cancelled`);
  const open = order.lines.flatMap(({ id, fulfillableQuantity }) =>
    fulfillableQuantity > 0 ? [{ id, quantity: fulfillableQuantity }] : [],
  );
  const wanted = input.lines ?? open;
  if (wanted.length === 0) throw new NotAllowed(`${order.name} has nothing left to ship`);
  const parts = wanted.map(({ id, quantity }) => {
    const line = order.lines.find((each) => each.id === id);
    if (!line) throw new Unknown(`${order.name} has no line ${id}`);
    if (!Number.isInteger(quantity) || quantity < 1 || quantity > line.fulfillableQuantity) {
      throw new NotAllowed(`${quantity} of "${line.title}" cannot be shipped, ${line.fulfillableQuantity} are left`);
    }
    return { line, quantity };
  });
  for (const { line, quantity } of parts) line.fulfillableQuantity -= quantity;
  const now = world.now();
  const fulfillment: Fulfillment = {
    id: world.nextId(),
    name: `${order.name}.${order.fulfillments.length + 1}`,
    status: 'success',
    shipmentStatus: null,
    company: input.company ?? null,
    ...numbersIn(input),
    lines: parts.map(({ line, quantity }) => ({ lineId: line.id, quantity })),
    events: [],
    createdAt: now,
    updatedAt: now,
  };
  order.fulfillments.push(fulfillment);
  bringStatusUpToDate(order);
  const story = beginStory(world, shop, order);
  story.tell('fulfillments/create', { order, part: fulfillment });
  story.tell(order.fulfillmentStatus === 'fulfilled' ? 'orders/fulfilled' : 'orders/partially_fulfilled', order);
  story.end();
  return fulfillment;
}

function numbersIn({ number, url, numbers = [], urls = [] }: Tracking): Pick<Fulfillment, 'numbers' | 'urls'> {
  const all = (first: string | undefined, more: string[]) => [...new Set([...(first ? [first] : []), ...more])];
  return { numbers: all(number, numbers), urls: all(url, urls) };
}

/** What the merchant typed wrong, or had not yet. Announces `fulfillments/update`, `orders/updated`. */
export function editTracking(world: World, shop: Shop, order: Order, fulfillment: Fulfillment, input: Tracking): void {
  if (fulfillment.status !== 'success') throw new NotAllowed('the fulfillment is cancelled');
  Object.assign(fulfillment, numbersIn(input), { company: input.company ?? null });
  touch(fulfillment, world.now());
  const story = beginStory(world, shop, order);
  story.tell('fulfillments/update', { order, part: fulfillment });
  story.end();
}

export interface ShipmentEventInput {
  /** `in_transit`, `out_for_delivery`, `delivered`, … in any case. */
  status: string;
  at?: Ms;
  city?: string;
  country?: string;
  message?: string;
  estimatedDeliveryAt?: Ms;
}

/** FulfillmentEventStatus of the Admin GraphQL API. */
export const shipmentStatuses = [
  'attempted_delivery',
  'carrier_picked_up',
  'confirmed',
  'delayed',
  'delivered',
  'failure',
  'in_transit',
  'label_printed',
  'label_purchased',
  'out_for_delivery',
  'picked_up',
  'ready_for_pickup',
] as const;

/** Announces `fulfillment_events/create`, `fulfillments/update`. */
export function addShipmentEvent(
  world: World,
  shop: Shop,
  order: Order,
  fulfillment: Fulfillment,
  input: ShipmentEventInput,
): FulfillmentEvent {
  const status = input.status.toLowerCase();
  if (!shipmentStatuses.some((each) => each === status)) {
    throw new NotAllowed(`status must be one of ${shipmentStatuses.join(', ').toUpperCase()}`);
  }
  if (fulfillment.status !== 'success') throw new NotAllowed('the fulfillment is cancelled');
  const event: FulfillmentEvent = {
    id: world.nextId(),
    status,
    message: input.message ?? null,
    city: input.city ?? null,
    country: input.country ?? null,
    estimatedDeliveryAt: input.estimatedDeliveryAt ?? null,
    happenedAt: input.at ?? world.now(),
  };
  fulfillment.events.push(event);
  const latest = fulfillment.events.reduce((one, other) => (other.happenedAt >= one.happenedAt ? other : one));
  fulfillment.shipmentStatus = latest.status;
  touch(fulfillment, world.now());
  const story = beginStory(world, shop, order);
  story.tell('fulfillment_events/create', { order, fulfillment, part: event });
  story.tell('fulfillments/update', { order, part: fulfillment });
  story.end();
  return event;
}

/** The goods are to be shipped again. Announces `fulfillments/update`, `orders/updated`. */
export function cancelFulfillment(world: World, shop: Shop, order: Order, fulfillment: Fulfillment): void {
  if (fulfillment.status !== 'success') throw new NotAllowed('the fulfillment is cancelled already');
  fulfillment.status = 'cancelled';
  for (const { lineId, quantity } of fulfillment.lines) {
    const line = order.lines.find(({ id }) => id === lineId);
    if (line) line.fulfillableQuantity = Math.min(line.currentQuantity, line.fulfillableQuantity + quantity);
  }
  bringStatusUpToDate(order);
  touch(fulfillment, world.now());
  const story = beginStory(world, shop, order);
  story.tell('fulfillments/update', { order, part: fulfillment });
  story.end();
}

export function findFulfillment(world: World, id: Id): { shop: Shop; order: Order; fulfillment: Fulfillment } {
  for (const shop of world.shops.values()) {
    for (const order of shop.orders.values()) {
      const fulfillment = order.fulfillments.find((each) => each.id === id);
      if (fulfillment) return { shop, order, fulfillment };
    }
  }
  throw new Unknown(`no fulfillment ${id}`);
}

function bringStatusUpToDate(order: Order): void {
  const sent = order.fulfillments.some(({ status }) => status === 'success');
  const left = order.lines.some(({ fulfillableQuantity }) => fulfillableQuantity > 0);
  order.fulfillmentStatus = sent ? (left ? 'partial' : 'fulfilled') : null;
}
