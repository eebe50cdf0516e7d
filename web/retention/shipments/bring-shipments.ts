/**
 * Brings what is kept of orders' parcels to what Shopify told of them and what time has made of it. Whoever calls says only that something may be different: what is, is read
 * here while the orders are held, so it may be called too often, but never wrongly.
 */
import type { Reader, Tx } from '../../../db/open.ts';
import { type Parcel, parcelsOf } from '../../mirror/fulfillments/index.ts';
import { holdOrders, type MirroredOrder } from '../../mirror/orders/index.ts';
import { wholeSecond } from '../../platform/kit/clock.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import type { Services } from '../../platform/manifest.ts';
import { installationOfShop } from '../../platform/shopify/find-installation.ts';
import { type ApologyParts, apologise, type MayApologise, mayApologise } from './apologise.ts';
import type { DeliveryTerms } from './estimate.ts';
import { HEARD_WITHIN, type OrderRecords, recordsOf } from './derive-records.ts';
import { followed } from './order-view.ts';
import { planCheck } from './plan-check.ts';
import { shippedOrder } from './read-shipments.ts';
import { deliveryTerms } from './read-terms.ts';
import { companiesHeardOf, numbersOfOrders, shipmentsOfOrders } from './store/find-shipments.ts';
import { keepPromises, promisesOf } from './store/promises.ts';
import { dropShipments, saveNumbers, saveShipments } from './store/save-shipments.ts';

export async function bringShipments(
  services: Services,
  parts: ApologyParts,
  shopId: ShopId,
  orderIds: readonly string[],
): Promise<void> {
  if (orderIds.length === 0) return;
  const terms = await deliveryTerms(services, services.db.read, shopId);
  const activatedAt = (await installationOfShop(services.db.read, shopId))?.activatedAt ?? 0;
  const work = { terms, historyUntil: wholeSecond(activatedAt) };
  const delayed = await services.db.transaction((tx) => bringTogether(services, tx, shopId, orderIds, work));
  // Points may be given with the notice: each order in a transaction of its own, so that nobody holds one account while waiting for another.
  for (const order of delayed) {
    const may = await mayApologise(services, parts, shopId, order, terms);
    await services.db.transaction((tx) =>
      bringTogether(services, tx, shopId, [order.id], { ...work, apology: { parts, may } }),
    );
  }
}

interface BringWork {
  terms: DeliveryTerms;
  historyUntil: number;
  /** Where delays are told, too. */
  apology?: { parts: ApologyParts; may: MayApologise };
}

/** Returns the orders of which a delay is to be told, where that was not asked for. */
async function bringTogether(
  services: Services,
  tx: Tx,
  shopId: ShopId,
  orderIds: readonly string[],
  { terms, historyUntil, apology }: BringWork,
): Promise<MirroredOrder[]> {
  const now = services.clock.now();
  const orders = await holdOrders(tx, shopId, orderIds);
  const known = await readKnown(tx, shopId, orderIds, now);
  const delayed: MirroredOrder[] = [];
  const brought = orderIds.map((orderId) => {
    const order = orders.get(orderId);
    const before = known.of(orderId);
    const gone = order === undefined || order.deletedAt !== null;
    if (gone) return recordsOf({ ...before, order: null, parcels: [], terms, historyUntil, tellDelays: true }, now);
    const shipped = shippedOrder(order);
    const parcels = followed(known.parcels.get(order.id) ?? [], shipped, terms);
    const tellDelays = apology !== undefined;
    const records = recordsOf(
      { ...before, order: { ...shipped, name: order.name }, parcels, terms, historyUntil, tellDelays },
      now,
    );
    if (records.isDelayed) delayed.push(order);
    return records;
  });
  await save(services, tx, shopId, brought, now);
  const told = brought.flatMap(({ news }) => news);
  for (const { orderId } of told.filter(({ kind }) => kind === 'delayed')) {
    const order = orders.get(orderId);
    if (order && apology) await apologise(services, tx, shopId, { order, terms, givenBy: 'system', ...apology });
  }
  await services.emit(
    tx,
    ...told.map(({ orderId, fulfillmentId, kind }) => {
      return { name: 'parcel.news', shopId, key: `${orderId}/${fulfillmentId}/${kind}` } as const;
    }),
  );
  return apology ? [] : delayed;
}

async function readKnown(tx: Reader, shopId: ShopId, orderIds: readonly string[], now: number) {
  const parcels: ReadonlyMap<string, Parcel[]> = await parcelsOf(tx, shopId, orderIds);
  const records = await shipmentsOfOrders(tx, shopId, orderIds);
  const promises = await promisesOf(tx, shopId, orderIds);
  const numbers = parcels.size === 0 ? new Map<string, string[]>() : await numbersOfOrders(tx, shopId, orderIds);
  const companies = [...parcels.values()].flat().flatMap(({ company }) => company ?? []);
  const heard = await companiesHeardOf(tx, shopId, companies, now - HEARD_WITHIN);
  return {
    parcels,
    of: (orderId: string) => ({
      orderId,
      before: records.get(orderId) ?? [],
      promises: promises.get(orderId) ?? new Map(),
      numbers,
      heard,
    }),
  };
}

async function save(
  services: Services,
  tx: Tx,
  shopId: ShopId,
  brought: readonly OrderRecords[],
  now: number,
): Promise<void> {
  await dropShipments(
    tx,
    shopId,
    brought.flatMap(({ dropped }) => dropped),
  );
  await saveShipments(
    tx,
    shopId,
    brought.flatMap(({ changed }) => changed),
  );
  for (const { orderId, fulfillmentId, keys } of brought.flatMap(({ numbers }) => numbers))
    await saveNumbers(tx, shopId, { orderId, fulfillmentId }, keys);
  await keepPromises(
    tx,
    shopId,
    brought.flatMap(({ promises }) => promises),
    now,
  );
  await planCheck(
    services,
    tx,
    shopId,
    brought.map(({ nextAt }) => nextAt),
  );
}
