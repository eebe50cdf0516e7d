/**
 * The mirror knows more of an order: decide whether it earns when it is first seen fully paid, then book the difference between
 * what it should have brought and what the ledger holds (rule S). Reads the order's present state, so the order of arrival of
 * webhooks does not matter, and running twice books nothing the second time.
 */
import { readCustomer } from '../../mirror/customers/index.ts';
import { shipmentTimes } from '../../mirror/fulfillments/index.ts';
import { loadOrder, type MirroredOrder } from '../../mirror/orders/index.ts';
import type { Reader, Tx } from '../../../db/open.ts';
import type { OrderId, ShopId } from '../../platform/kit/ids.ts';
import type { JobHandler, Services } from '../../platform/manifest.ts';
import { afterBooking } from './after-booking.ts';
import { bookOrder } from './book-order.ts';
import { type OrderEarning, saveEarning } from './ledger.ts';
import { orderSource } from './order-source.ts';
import { isFullyPaid, orderTarget } from './order-target.ts';
import { earnTerms, programmeVersions } from './programme.ts';
import { maturesAt, type WindowFacts } from './return-window.ts';
import { earningDecision, type ProgrammeVersion, ruleInForce } from './rule-in-force.ts';
import { findOrderEarning } from './store/earnings.ts';

export const onOrderChanged: JobHandler = async (services, { shopId, key }) => {
  const orderId = key as OrderId;
  const versions = await programmeVersions(services, shopId);
  const tags = await customerTags(services, shopId, orderId, versions);
  await services.db.transaction(async (tx) => {
    const order = await loadOrder(tx, shopId, orderId);
    // Before it is fully paid nothing is decided. (An order that was never paid has nothing to take back either.)
    if (!order || order.paidAt === null) return;
    const known = await findOrderEarning(tx, shopId, orderId);
    const decided = decide({ ...order, paidAt: order.paidAt }, known, versions, tags);
    if (decided === null) return;
    await book(services, tx, shopId, order, known, decided);
  });
};

type Decided = Pick<OrderEarning, 'orderId' | 'decision' | 'paidAt'> & { rule: ProgrammeVersion };

/**
 * Decided once, at the payment. Only an earlier payment than was known (its webhook came late) opens the question again. Null:
 * the order has no customer yet, so nothing is decided.
 */
function decide(
  order: MirroredOrder & { paidAt: number },
  known: OrderEarning | null,
  versions: readonly [ProgrammeVersion, ...ProgrammeVersion[]],
  customerTags: readonly string[],
): Decided | null {
  if (known && known.paidAt <= order.paidAt) {
    const rule = versions.find(({ version }) => version === known.programmeVersion) ?? versions[0];
    return { orderId: known.orderId, decision: known.decision, paidAt: known.paidAt, rule };
  }
  if (!known && order.customerId === null) return null;
  const rule = ruleInForce(versions, order.paidAt);
  const paid = { test: order.test, processedAt: order.processedAt, source: orderSource(order), customerTags };
  // None in force: it does not earn, and what it may have brought goes back under the oldest.
  return {
    orderId: order.id,
    decision: earningDecision(paid, rule),
    paidAt: order.paidAt,
    rule: rule ?? versions[0],
  };
}

async function book(
  services: Services,
  tx: Tx,
  shopId: ShopId,
  order: MirroredOrder,
  known: OrderEarning | null,
  { rule, ...decided }: Decided,
): Promise<void> {
  const now = services.clock.now();
  const pinned = { ...decided, programmeVersion: rule.version };
  const earns = decided.decision === 'earning';
  if (!earns && (known?.accountId ?? null) === null) {
    await noteDecision(tx, shopId, now, known, pinned);
    return;
  }
  const customerId = order.customerId;
  if (customerId === null && !known?.accountId) return;
  const terms = earnTerms(rule.settings, order.currency);
  const { days, startsAt } = rule.settings.window;
  const facts = await windowFacts(tx, shopId, order, startsAt);
  const change = await bookOrder(tx, shopId, now, {
    customerId,
    known,
    decided: pinned,
    target: (held) => {
      if (!earns) return 0;
      const target = orderTarget(
        { ...order, cancelled: order.cancelledAt !== null, deleted: order.deletedAt !== null },
        terms,
      );
      // What an edit added waits until it is paid; what it removed does not.
      return isFullyPaid(order.financialStatus) ? target : Math.min(held, target);
    },
    occurredAt: Math.min(now, Math.max(order.updatedAt, ...order.refunds.map(({ createdAt }) => createdAt))),
    rule: {
      version: rule.version,
      points: terms.points,
      perMinor: terms.perMinor,
      basis: terms.basis,
      windowDays: days,
    },
    maturesAt: (countsFrom) => maturesAt(countsFrom, facts, { days, startsAt }),
  });
  await afterBooking(services, tx, shopId, [change]);
}

async function noteDecision(
  tx: Tx,
  shopId: ShopId,
  now: number,
  known: OrderEarning | null,
  pinned: Pick<OrderEarning, 'orderId' | 'decision' | 'paidAt' | 'programmeVersion'>,
): Promise<void> {
  if (known && known.paidAt === pinned.paidAt && known.decision === pinned.decision) return;
  await saveEarning(tx, shopId, now, { ...pinned, accountId: null, credited: 0, reversed: 0, bookings: 0 });
}

async function windowFacts(
  handle: Reader,
  shopId: ShopId,
  order: MirroredOrder,
  startsAt: 'payment' | 'order' | 'fulfillment' | 'delivery',
): Promise<WindowFacts> {
  const shipped = order.lines.some((line) => line.requiresShipping);
  const facts = { placedAt: order.processedAt, shipped, fulfilledAt: null, deliveredAt: null };
  if (!shipped || startsAt === 'payment' || startsAt === 'order' || order.fulfillmentStatus !== 'fulfilled')
    return facts;
  const { lastSentAt, deliveredAt } = await shipmentTimes(handle, shopId, order.id);
  return { ...facts, fulfilledAt: lastSentAt, deliveredAt };
}

/**
 * Tags of the order's customer, read from Shopify because no webhook of the order or customer carries them: only when the order
 * is about to be decided under a rule that looks at tags.
 */
async function customerTags(
  services: Services,
  shopId: ShopId,
  orderId: OrderId,
  versions: readonly ProgrammeVersion[],
): Promise<readonly string[]> {
  if (versions.every(({ settings }) => settings.exclude.customerTags.length === 0)) return [];
  const order = await loadOrder(services.db.read, shopId, orderId);
  if (!order || order.paidAt === null || order.customerId === null) return [];
  const known = await findOrderEarning(services.db.read, shopId, orderId);
  if (known && known.paidAt <= order.paidAt) return [];
  if ((ruleInForce(versions, order.paidAt)?.settings.exclude.customerTags.length ?? 0) === 0) return [];
  return (await readCustomer(services, shopId, order.customerId))?.tags ?? [];
}
