/**
 * Brings the mirror to a state of an order that one source showed, unless it knows a newer one. What belongs to an order for
 * good (refunds, parcels, the moment of payment) is united from all sources, older ones too.
 */
import type { Tx } from '../../../db/open.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import type { Services } from '../../platform/manifest.ts';
import { saveCustomer } from '../customers/index.ts';
import { saveFulfillments } from '../fulfillments/index.ts';
import { lacksAmount, type OrderSnapshot } from './order-snapshot.ts';
import { READ_ORDER } from './read-order-job.ts';
import { insertOrder, type KnownOrder, lockOrder, replaceLines, setPaidAt, updateOrder } from './store/save-order.ts';
import { loadComparable } from './store/load-order.ts';
import { saveRefunds } from './store/save-refunds.ts';
import { whichIsNewer } from './which-is-newer.ts';

export interface Source {
  /** Ms by which the order was fully paid, as far as this source shows; null = it does not show that it was. */
  paidAt: number | null;
  /** Read from Shopify just now: between two states of the same second it is the later one. */
  authoritative: boolean;
}

export async function applyOrder(
  services: Services,
  tx: Tx,
  shopId: ShopId,
  order: OrderSnapshot,
  source: Source,
): Promise<void> {
  if (order.customer)
    await saveCustomer(
      tx,
      shopId,
      { ...order.customer, createdAt: order.customer.createdAt ?? order.placedAt },
      services.clock.now(),
    );
  await saveFulfillments(tx, shopId, order.fulfillments);
  const known = await lockOrder(tx, shopId, order.id);
  if (!known && (await insertOrder(tx, shopId, order, source.paidAt))) {
    await replaceLines(tx, shopId, order);
  } else {
    // Either it was there, or another transaction has inserted it just now.
    await mergeInto(services, tx, shopId, known ?? (await lockOrder(tx, shopId, order.id)), order, source);
  }
  await saveRefunds(tx, shopId, order.id, order.refunds);
  if (order.refunds.some(lacksAmount)) await services.addJob(tx, { kind: READ_ORDER, shopId, key: order.id });
}

async function mergeInto(
  services: Services,
  tx: Tx,
  shopId: ShopId,
  known: KnownOrder | null,
  order: OrderSnapshot,
  source: Source,
): Promise<void> {
  if (!known) throw new Error(`order ${order.id} vanished while it was being stored`);
  const paidAt = earliest(known.paidAt, source.paidAt);
  const verdict = await newer(tx, shopId, known, order, source);
  if (verdict === 'incoming') {
    await updateOrder(tx, shopId, order, paidAt);
    await replaceLines(tx, shopId, order);
    return;
  }
  if (paidAt !== known.paidAt) await setPaidAt(tx, shopId, order.id, paidAt);
  if (verdict === 'unclear') await services.addJob(tx, { kind: READ_ORDER, shopId, key: order.id });
}

async function newer(tx: Tx, shopId: ShopId, known: KnownOrder, order: OrderSnapshot, source: Source) {
  if (known.updatedAt !== order.updatedAt) return known.updatedAt < order.updatedAt ? 'incoming' : 'stored';
  if (source.authoritative) return 'incoming';
  const stored = await loadComparable(tx, shopId, order.id);
  return whichIsNewer(stored, { ...order, customerId: order.customer?.id ?? null });
}

function earliest(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.min(a, b);
}
