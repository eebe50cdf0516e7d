/**
 * Shopify's `updated_at` has whole seconds, so two states of an order may carry the same one, and deliveries come in any order.
 * Most of an order only ever grows: lines, refunds, removed units, payment. Where that tells the states apart nobody needs to
 * be asked; where it does not, the order is read again.
 */
import type { OrderSnapshot } from './order-snapshot.ts';

export type Newer = 'same' | 'stored' | 'incoming' | 'unclear';
/**
 * What is compared: all that the mirror keeps of an order itself. Refunds and parcels may have come by themselves, and the codes that it
 * was placed with never change.
 */
export type ComparableOrder = Omit<
  OrderSnapshot,
  'customer' | 'contacts' | 'guestEmail' | 'codes' | 'refunds' | 'fulfillments' | 'shipmentEvents'
> & {
  customerId: string | null;
  /** Digests of its contacts. */
  proofs: string | null;
};

export function whichIsNewer(stored: ComparableOrder, incoming: ComparableOrder): Newer {
  if (stored.updatedAt !== incoming.updatedAt) return stored.updatedAt < incoming.updatedAt ? 'incoming' : 'stored';
  const before = progress(stored);
  const after = progress(incoming);
  let grew = false;
  let shrank = false;
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    const step = (after.get(key) ?? 0) - (before.get(key) ?? 0);
    if (step > 0) grew = true;
    if (step < 0) shrank = true;
  }
  if (grew && shrank) return 'unclear';
  if (grew) return 'incoming';
  if (shrank) return 'stored';
  return sameRest(stored, incoming) ? 'same' : 'unclear';
}

const PAYMENT = ['pending', 'authorized', 'partially_paid', 'paid', 'partially_refunded', 'refunded', 'voided'];

/** Everything that only grows, by name. */
function progress(order: ComparableOrder): Map<string, number> {
  const counts = new Map<string, number>();
  counts.set('payment', PAYMENT.indexOf(order.financialStatus ?? 'pending'));
  // Not every source tells these.
  counts.set('destination', Number(order.destinationCountry !== null));
  counts.set('proofs', Number(order.proofs !== null));
  counts.set('cancelled', order.cancelledAt === null ? 0 : 1);
  for (const line of order.lines) {
    counts.set(`line ${line.id}`, line.quantity);
    counts.set(`removed ${line.id}`, line.quantity - line.currentQuantity);
  }
  return counts;
}

/** What may change either way: prices, discounts, the customer, … */
function sameRest(a: ComparableOrder, b: ComparableOrder): boolean {
  return JSON.stringify(rest(a)) === JSON.stringify(rest(b));
}

function rest(order: ComparableOrder): unknown {
  const lines = order.lines
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map((line) => [line.id, line.productId, line.unitPrice, line.discount, line.tax, line.giftCard, line.tip]);
  return [
    order.customerId,
    order.destinationCountry,
    order.proofs,
    order.currency,
    order.fulfillmentStatus,
    order.test,
    order.taxesIncluded,
    order.total,
    order.subtotal,
    order.placedAt,
    order.processedAt,
    lines,
  ];
}
