/**
 * The mirror knows more of orders: decide whether each earns when it is first seen fully paid, then book the differences between
 * what they should have brought and what the ledger holds (rule S). Reads the orders' present states, so the order of arrival of
 * webhooks does not matter, and running twice books nothing the second time.
 */
import type { Tx } from '../../../db/open.ts';
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
  type PaidOrder,
  type Programme,
  targetOf,
  termsOf,
} from './decide-order.ts';
import { claimLater } from './claim-guest.ts';
import { type OrderEarning, saveEarnings } from './ledger.ts';
import { lookAtOrders, tellOfCustomers } from './look-again.ts';
import { limitOf } from './order-limit.ts';
import { countsFromParcels, windowFacts } from './order-window.ts';
import { asksAnything, type FactsOf, nothingAsked, readFacts, type TierOf, tiersAt } from './read-facts.ts';
import { maturesAt } from './return-window.ts';
import { findOrderEarnings } from './store/earnings.ts';
import { wholeProgramme } from './whole-programme.ts';

/** Rewards that the orders were placed with, and how many of their points should have come back by now (rule M). */
export type RewardsOn = (
  tx: Tx,
  shopId: ShopId,
  orderIds: readonly string[],
) => Promise<ReadonlyMap<OrderId, readonly { redemptionId: string; toReturn: number }[]>>;

export const onOrderChanged = ({
  tierOf,
  rewardsOn,
}: {
  tierOf: TierOf;
  rewardsOn: RewardsOn;
}): BatchHandler<Work> => ({
  async batch(services, shopId, works) {
    const orderIds = [...new Set(works.map(({ key }) => key as OrderId))];
    const programme = await wholeProgramme(services, shopId);
    const factsOf = await factsBefore(services, shopId, orderIds, programme);
    await services.db.transaction(async (tx) => {
      const now = services.clock.now();
      const held = await holdOrders(tx, shopId, orderIds);
      // Before it is fully paid nothing is decided. (An order that was never paid has nothing to take back either.)
      const orders = [...held.values()].filter(isPaid);
      const earnings = await findOrderEarnings(
        tx,
        shopId,
        orders.map(({ id }) => id),
      );
      const questions = orders.map((order) => ({ order, known: earnings.get(order.id) ?? null }));
      const tiers = await tiersAt(tx, shopId, programme, questions, tierOf);
      const decided = questions.flatMap(({ order, known }): DecidedOrder[] => {
        const facts = factsOf(order, tiers.get(order.id));
        const decision = decideOrder(order, known, programme, facts);
        return decision ? [{ order, known, decided: decision, timeZone: facts.timeZone }] : [];
      });
      const parcels = await shipmentTimes(
        tx,
        shopId,
        decided.filter(isUnderWay).map(({ order }) => order.id),
      );
      const bookings = decided.flatMap((one) => bookingOf(one, now, parcels.get(one.order.id)) ?? []);
      await saveEarnings(
        tx,
        shopId,
        now,
        decided.flatMap((one) => refusalOf(one) ?? []),
      );
      const rewards = [...(await rewardsOn(tx, shopId, [...held.keys()]))].flatMap(([orderId, used]) => {
        const order = held.get(orderId);
        return order ? used.map((one) => ({ ...one, orderId, occurredAt: happenedAt(order, now) })) : [];
      });
      const { changes, alsoAffected } = await bookOrders(tx, shopId, now, bookings, rewards);
      await lookAtOrders(services, tx, shopId, alsoAffected);
      await claimLater(
        services,
        tx,
        shopId,
        bookings.flatMap(({ known, guest }) => (known === null && guest !== null ? [guest] : [])),
      );
      await afterBooking(services, tx, shopId, changes);
      const customers = decided.flatMap(({ order: { customerId }, decided: { decision } }) =>
        decision === 'earning' && customerId !== null ? [customerId] : [],
      );
      await tellOfCustomers(services, tx, shopId, programme.versions, customers);
    });
  },
});

function isUnderWay({ order, decided: { rule } }: DecidedOrder): boolean {
  return countsFromParcels(order, rule.settings.window);
}

/** Read before the transaction, because Shopify is asked; only of orders that are about to be decided. */
async function factsBefore(
  services: Services,
  shopId: ShopId,
  orderIds: readonly OrderId[],
  programme: Programme,
): Promise<FactsOf> {
  if (!asksAnything(programme)) return nothingAsked;
  const orders = [...(await loadOrders(services.db.read, shopId, orderIds)).values()].filter(isPaid);
  const earnings = await findOrderEarnings(services.db.read, shopId, orderIds);
  const questions = orders.map((order) => ({ order, known: earnings.get(order.id) ?? null }));
  // What the merchant awards of the past is too much to ask for one by one.
  return readFacts(services, shopId, programme, questions, ({ known }) => known === null);
}

interface DecidedOrder {
  order: PaidOrder;
  known: OrderEarning | null;
  decided: Decided;
  timeZone: string;
}

/** What is kept of an order that does not earn and never did; null where that is known, or there is something to book. */
function refusalOf({ known, decided: { rule, ...decided } }: DecidedOrder): OrderEarning | null {
  if (decided.decision === 'earning' || (known && known.accountId !== null)) return null;
  if (known && known.paidAt === decided.paidAt && known.decision === decided.decision && known.award === decided.award)
    return null;
  return { ...decided, programmeVersion: rule.version, accountId: null, credited: 0, reversed: 0, bookings: 0 };
}

/** When the order came into its present state. One that only a file told has no moment of change, only of payment. */
function happenedAt(order: MirroredOrder, now: number): number {
  return Math.min(
    now,
    Math.max(order.updatedAt, order.paidAt ?? 0, ...order.refunds.map(({ createdAt }) => createdAt)),
  );
}

/** Null where there is nothing to book: it earns nothing and never did, or nobody. */
function bookingOf(
  { order, known, decided: { rule, ...decided }, timeZone }: DecidedOrder,
  now: number,
  parcels: ShipmentTimes | undefined,
): OrderBooking | null {
  const earns = decided.decision === 'earning';
  if (!known?.accountId && (!earns || (order.customerId === null && order.guest === null))) return null;
  const terms = termsOf(order, { rule, factors: decided.factors });
  const { days, startsAt } = rule.settings.window;
  const facts = windowFacts(order, parcels);
  return {
    customerId: order.customerId,
    guest: order.guest,
    known,
    decided: { ...decided, programmeVersion: rule.version },
    target: (held) => targetOf(order, decided.decision, terms, held),
    limit: earns ? limitOf(rule.settings, decided.paidAt, timeZone) : null,
    formerLimit:
      earns && known && known.paidAt !== decided.paidAt ? limitOf(rule.settings, known.paidAt, timeZone) : null,
    occurredAt: happenedAt(order, now),
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
