/**
 * Brings the mirror to the states of orders that one source showed, unless it knows newer ones. What belongs to an order for
 * good (refunds, parcels, the moment of payment) is united from all sources, older ones too.
 */
import type { Tx } from '../../../db/open.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import type { Services } from '../../platform/manifest.ts';
import { saveCustomersOfOrders } from '../customers/index.ts';
import { saveFulfillmentEvents, saveFulfillments } from '../fulfillments/index.ts';
import { ofKeptCustomers, suspectMerges } from './customer-of-order.ts';
import { TOLD_BY_FILE } from './file-identity.ts';
import { fileGivesWay } from './file-orders.ts';
import { lacksAmount, type OrderSnapshot } from './order-snapshot.ts';
import { READ_ORDER } from './read-order-job.ts';
import { shipmentsChanged } from './shipments-changed.ts';
import { loadOrders } from './store/load-order.ts';
import {
  insertOrders,
  type KnownOrder,
  lockOrders,
  replaceLines,
  setPaidAt,
  updateOrders,
} from './store/save-order.ts';
import { replaceCodes } from './store/used-codes.ts';
import { saveRefunds } from './store/save-refunds.ts';
import { shippingChanged } from './what-is-to-ship.ts';
import { type Newer, whichIsNewer } from './which-is-newer.ts';
import { withProofs } from './with-proofs.ts';
import { withGuests } from './with-guests.ts';
import { withoutErased } from './without-erased.ts';

/** A state of an order, and how it came to us. */
export interface Sighting {
  order: OrderSnapshot;
  /** Ms by which the order was fully paid, as far as this source shows; null = it does not show that it was. */
  paidAt: number | null;
  /** Read from Shopify just now: between two states of the same second it is the later one. */
  authoritative: boolean;
}

/** Several states of one order count as if they had come one after the other. */
export async function applyOrders(
  services: Services,
  tx: Tx,
  shopId: ShopId,
  told: readonly Sighting[],
): Promise<void> {
  const kept = await ofKeptCustomers(tx, shopId, told);
  const sightings = await withGuests(
    tx,
    shopId,
    await withProofs(services, tx, shopId, await withoutErased(tx, shopId, kept, services.clock.now())),
  );
  const orders = sightings.map(({ order }) => order);
  await saveCustomersOfOrders(
    tx,
    shopId,
    orders.flatMap(({ customer, placedAt }) =>
      customer ? [{ ...customer, createdAt: customer.createdAt ?? placedAt }] : [],
    ),
    services.clock.now(),
  );
  const moved = await saveFulfillments(
    tx,
    shopId,
    orders.flatMap(({ fulfillments }) => fulfillments),
  );
  const events = orders.flatMap(({ shipmentEvents = [] }) => shipmentEvents);
  for (const id of await saveFulfillmentEvents(tx, shopId, events)) moved.add(id);
  const unclear: string[] = [];
  for (const round of inRounds(sightings)) {
    const applied = await applyRound(services, tx, shopId, round);
    unclear.push(...applied.unclear);
    for (const id of applied.toShip) moved.add(id);
  }
  await saveRefunds(
    tx,
    shopId,
    orders.flatMap(({ id, refunds }) => refunds.map((refund) => ({ orderId: id, refund }))),
  );
  const incomplete = orders.filter(({ refunds }) => refunds.some(lacksAmount)).map(({ id }) => id);
  const toRead = [...new Set([...unclear, ...incomplete])];
  if (toRead.length > 0) await services.addJob(tx, ...toRead.map((key) => ({ kind: READ_ORDER, shopId, key })));
  await services.emit(tx, ...shipmentsChanged(shopId, [...moved]));
}

/** No order twice in a round, each order's states in the rounds' order; sorted, so that rows are locked in a fixed order. */
function inRounds(sightings: readonly Told[]): Told[][] {
  const rounds: Told[][] = [];
  for (const states of Map.groupBy(sightings, ({ order }) => order.id).values()) {
    for (const [index, state] of states.entries()) (rounds[index] ??= []).push(state);
  }
  return rounds.map((round) => round.sort((a, b) => (a.order.id < b.order.id ? -1 : 1)));
}

/** Ids of orders: whose states cannot be told apart, and of which something else is to be sent than before. */
async function applyRound(
  services: Services,
  tx: Tx,
  shopId: ShopId,
  round: readonly Told[],
): Promise<{ unclear: string[]; toShip: string[] }> {
  const known = await lockOrders(tx, shopId, idsOf(round));
  const fresh = round.filter(({ order }) => !known.has(order.id));
  const inserted = await insertOrders(tx, shopId, fresh);
  // What another transaction has inserted just now is known, too.
  const overtaken = fresh.filter(({ order }) => !inserted.has(order.id));
  for (const [id, order] of await lockOrders(tx, shopId, idsOf(overtaken))) known.set(id, order);

  const seen = round.filter(({ order }) => inserted.has(order.id));
  const judged = await judge(
    tx,
    shopId,
    known,
    round.filter(({ order }) => !inserted.has(order.id)),
  );
  const newer = judged.filter(({ verdict }) => verdict === 'incoming');
  await updateOrders(tx, shopId, newer);
  const told = [...seen, ...newer].map(({ order }) => order);
  await fileGivesWay(services, tx, shopId, told, known);
  await suspectMerges(services, tx, shopId, judged);
  await replaceLines(tx, shopId, told);
  await replaceCodes(tx, shopId, told);
  for (const { order, verdict, paidAt, paidAtBefore } of judged) {
    if (verdict !== 'incoming' && paidAt !== paidAtBefore) await setPaidAt(tx, shopId, order.id, paidAt);
  }
  return {
    unclear: judged.filter(({ verdict }) => verdict === 'unclear').map(({ order }) => order.id),
    toShip: told
      // What only a file tells is long past.
      .filter((order) => order.updatedAt !== TOLD_BY_FILE)
      .filter((order) => shippingChanged(known.get(order.id)?.shipping ?? null, order))
      .map(({ id }) => id),
  };
}

interface Judged {
  order: OrderSnapshot;
  verdict: Newer;
  paidAt: number | null;
  paidAtBefore: number | null;
  customerBefore: string | null;
  guest: string | null;
  proofs: string | null;
}

type Told = Sighting & { guest: string | null; proofs: string | null };

async function judge(
  tx: Tx,
  shopId: ShopId,
  known: ReadonlyMap<string, KnownOrder>,
  sightings: readonly Told[],
): Promise<Judged[]> {
  const knownOf = ({ order }: Sighting): KnownOrder => {
    const one = known.get(order.id);
    if (!one) throw new Error(`order ${order.id} vanished while it was being stored`);
    return one;
  };
  // Only these have to be compared field by field.
  const sameSecond = sightings.filter(
    (sighting) => !sighting.authoritative && knownOf(sighting).updatedAt === sighting.order.updatedAt,
  );
  const stored = await loadOrders(tx, shopId, idsOf(sameSecond));
  return sightings.map((sighting) => {
    const { order, authoritative, guest, proofs } = sighting;
    const { updatedAt, paidAt, customerId } = knownOf(sighting);
    const twin = authoritative ? undefined : stored.get(order.id);
    const incoming = authoritative ? updatedAt <= order.updatedAt : updatedAt < order.updatedAt;
    const verdict = twin
      ? whichIsNewer(twin, { ...order, customerId: order.customer?.id ?? null, proofs })
      : incoming
        ? 'incoming'
        : 'stored';
    return {
      order,
      verdict,
      paidAt: earliest(paidAt, sighting.paidAt),
      paidAtBefore: paidAt,
      customerBefore: customerId,
      guest,
      proofs,
    };
  });
}

function idsOf(sightings: readonly Sighting[]): string[] {
  return sightings.map(({ order }) => order.id);
}

function earliest(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.min(a, b);
}
