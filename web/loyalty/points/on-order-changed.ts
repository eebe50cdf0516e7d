/**
 * The mirror knows more of orders: decide whether each earns when it is first seen fully paid, then book the differences between
 * what they should have brought and what the ledger holds (rule S). Reads the orders' present states, so the order of arrival of
 * webhooks does not matter, and running twice books nothing the second time.
 */
import { customersWithTags, readCustomer } from '../../mirror/customers/index.ts';
import { type ShipmentTimes, shipmentTimes } from '../../mirror/fulfillments/index.ts';
import { holdOrders, loadOrders, type MirroredOrder } from '../../mirror/orders/index.ts';
import type { OrderId, ShopId } from '../../platform/kit/ids.ts';
import type { BatchHandler, Services, Work } from '../../platform/manifest.ts';
import { afterBooking } from './after-booking.ts';
import { bookOrders, type OrderBooking } from './book-order.ts';
import {
  type Decided,
  decideOrder,
  isPaid,
  needsTags,
  type PaidOrder,
  type Programme,
  targetOf,
  termsOf,
} from './decide-order.ts';
import { type OrderEarning, saveEarnings } from './ledger.ts';
import { wholeProgramme } from './whole-programme.ts';
import { maturesAt, type WindowFacts, type WindowStart } from './return-window.ts';
import { findOrderEarnings } from './store/earnings.ts';

export const onOrderChanged: BatchHandler<Work> = {
  async batch(services, shopId, works) {
    const orderIds = [...new Set(works.map(({ key }) => key as OrderId))];
    const programme = await wholeProgramme(services, shopId);
    const tags = await customerTags(services, shopId, orderIds, programme);
    await services.db.transaction(async (tx) => {
      const now = services.clock.now();
      // Before it is fully paid nothing is decided. (An order that was never paid has nothing to take back either.)
      const orders = [...(await holdOrders(tx, shopId, orderIds)).values()].filter(isPaid);
      const earnings = await findOrderEarnings(
        tx,
        shopId,
        orders.map(({ id }) => id),
      );
      const decided = orders.flatMap((order): DecidedOrder[] => {
        const known = earnings.get(order.id) ?? null;
        const decision = decideOrder(order, known, programme, tags.get(order.id));
        return decision ? [{ order, known, decided: decision }] : [];
      });
      const parcels = await shipmentTimes(
        tx,
        shopId,
        decided.filter(countsFromParcels).map(({ order }) => order.id),
      );
      const bookings = decided.flatMap((one) => bookingOf(one, now, parcels.get(one.order.id)) ?? []);
      await saveEarnings(
        tx,
        shopId,
        now,
        decided.flatMap((one) => refusalOf(one) ?? []),
      );
      await afterBooking(services, tx, shopId, await bookOrders(tx, shopId, now, bookings));
    });
  },
};

interface DecidedOrder {
  order: PaidOrder;
  known: OrderEarning | null;
  decided: Decided;
}

/** What is kept of an order that does not earn and never did; null where that is known, or there is something to book. */
function refusalOf({ known, decided: { rule, ...decided } }: DecidedOrder): OrderEarning | null {
  if (decided.decision === 'earning' || (known && known.accountId !== null)) return null;
  if (known && known.paidAt === decided.paidAt && known.decision === decided.decision && known.award === decided.award)
    return null;
  return { ...decided, programmeVersion: rule.version, accountId: null, credited: 0, reversed: 0, bookings: 0 };
}

/** Null where there is nothing to book: it earns nothing and never did, or nobody. */
function bookingOf(
  { order, known, decided: { rule, ...decided } }: DecidedOrder,
  now: number,
  parcels: ShipmentTimes | undefined,
): OrderBooking | null {
  const earns = decided.decision === 'earning';
  if (!known?.accountId && (!earns || order.customerId === null)) return null;
  const terms = termsOf(order, rule);
  const { days, startsAt } = rule.settings.window;
  const facts: WindowFacts = {
    placedAt: order.processedAt,
    shipped: isShipped(order),
    fulfilledAt: parcels?.lastSentAt ?? null,
    deliveredAt: parcels?.deliveredAt ?? null,
  };
  return {
    customerId: order.customerId,
    known,
    decided: { ...decided, programmeVersion: rule.version },
    target: (held) => targetOf(order, decided.decision, terms, held),
    // An order that only a file told has no moment of change, only of payment.
    occurredAt: Math.min(
      now,
      Math.max(order.updatedAt, order.paidAt, ...order.refunds.map(({ createdAt }) => createdAt)),
    ),
    rule: {
      version: rule.version,
      points: terms.points,
      perMinor: terms.perMinor,
      basis: terms.basis,
      windowDays: days,
    },
    maturesAt: (countsFrom) => maturesAt(countsFrom, facts, { days, startsAt }),
  };
}

const FROM_PARCELS: readonly WindowStart[] = ['fulfillment', 'delivery'];

/** Only then does it matter where its parcels are. */
function countsFromParcels({ order, decided }: DecidedOrder): boolean {
  const { startsAt } = decided.rule.settings.window;
  return FROM_PARCELS.includes(startsAt) && isShipped(order) && order.fulfillmentStatus === 'fulfilled';
}

function isShipped(order: MirroredOrder): boolean {
  return order.lines.some((line) => line.requiresShipping);
}

/**
 * Tags of the orders' customers, read from Shopify because no webhook of an order or customer carries them: only of orders that
 * are about to be decided under a rule that looks at tags. By order.
 */
async function customerTags(
  services: Services,
  shopId: ShopId,
  orderIds: readonly OrderId[],
  programme: Programme,
): Promise<Map<OrderId, readonly string[]>> {
  if (programme.versions.every(({ settings }) => settings.exclude.customerTags.length === 0)) return new Map();
  const orders = [...(await loadOrders(services.db.read, shopId, orderIds)).values()].filter(isPaid);
  const earnings = await findOrderEarnings(services.db.read, shopId, orderIds);
  const undecided = orders.filter((order) => needsTags(order, earnings.get(order.id) ?? null, programme));
  const idsOf = (some: readonly PaidOrder[]) => [...new Set(some.flatMap(({ customerId }) => customerId ?? []))];
  // What the merchant awards of the past is too much to ask for one by one: there the mirror's word is enough.
  const [past, present] = [true, false].map((wanted) => undecided.filter(({ id }) => earnings.has(id) === wanted));
  const tags = new Map(await customersWithTags(services, shopId, idsOf(past ?? [])));
  const read = idsOf(present ?? []);
  const customers = await Promise.all(read.map((id) => readCustomer(services, shopId, id)));
  for (const [index, id] of read.entries()) tags.set(id, customers[index]?.tags ?? []);
  return new Map(undecided.map(({ id, customerId }) => [id, (customerId && tags.get(customerId)) || []]));
}
