/** The whole world as JSON, so that a demo can be taken up again where it was left. */
import type { Fulfillment, Id, Ms, Shop } from './types.ts';

export interface Snapshot {
  lastId: Id;
  now: Ms;
  running: boolean;
  /** Domains that a reset has closed. */
  closedDomains: string[];
  shops: Shop[];
}

/** Maps become `{"$map": [[key, value], …]}`; a bucket that was never used is infinitely full, which JSON cannot say. */
export function snapshotText(snapshot: Snapshot): string {
  return JSON.stringify(snapshot, (_key, value: unknown) => {
    if (value instanceof Map) return { $map: [...value] };
    return value === Number.POSITIVE_INFINITY ? { $infinity: true } : value;
  });
}

export function parseSnapshot(text: string): Snapshot {
  const read: unknown = JSON.parse(text, (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null) return value;
    if ('$map' in value && Array.isArray(value.$map)) return new Map(value.$map);
    return '$infinity' in value ? Number.POSITIVE_INFINITY : value;
  });
  if (!isSnapshot(read)) throw new Error('this is no snapshot of a simulator');
  // A file may be older than these.
  for (const shop of read.shops) {
    shop.bulkOperations ??= new Map();
    shop.merges ??= new Map();
    for (const discount of shop.discounts.values()) discount.collectionIds ??= null;
    for (const order of shop.orders.values()) for (const parcel of order.fulfillments) upgradeParcel(parcel);
    for (const customer of shop.customers.values()) {
      customer.marketingUpdatedAt ??= null;
      customer.credits ??= [];
    }
  }
  return read;
}

/** It had one number and one address. */
function upgradeParcel(parcel: Fulfillment & { number?: string | null; url?: string | null }): void {
  parcel.numbers ??= parcel.number ? [parcel.number] : [];
  parcel.urls ??= parcel.url ? [parcel.url] : [];
}

function isSnapshot(value: unknown): value is Snapshot {
  return (
    typeof value === 'object' && value !== null && 'lastId' in value && 'shops' in value && Array.isArray(value.shops)
  );
}
