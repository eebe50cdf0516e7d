/** What shoppers may see of an order and its parcels: no name, no address, no price, and no address of another site but `http(s)`. */
import type { MirroredOrder } from '../../mirror/orders/index.ts';
import { dayIn } from '../../platform/kit/days.ts';
import type { Attention, ParcelView, Shipments } from '../shipments/index.ts';
import type { DayRange, TrackedItem, TrackedParcel, TrackingView } from './api-types.ts';
import type { TrackingSettings } from './settings.ts';

export interface ShownProduct {
  handle: string;
  imageUrl: string | null;
}

export type Beside = Pick<
  TrackingView,
  'points' | 'apology' | 'tier' | 'survey' | 'offer' | 'suggestions' | 'token'
> & {
  products: ReadonlyMap<string, ShownProduct>;
  settings: TrackingSettings;
  timeZone: string;
  /** Of the store's. */
  today: string;
};

export function buildView(order: MirroredOrder, shipments: Shipments | undefined, beside: Beside): TrackingView {
  const { settings, timeZone, products, today, ...shown } = beside;
  const { texts, contact } = settings;
  const day = (ms: number) => dayIn(timeZone, ms);
  const items = itemsOf(order, products);
  const parcels = (shipments?.parcels ?? []).map((parcel) => toParcel(parcel, items, day));
  const cancelled = order.cancelledAt !== null;
  const arrivals = parcels.map(({ deliveredOn }) => deliveredOn);
  const stage = cancelled ? 'cancelled' : (shipments?.stage ?? 'unshipped');
  const done = stage === 'delivered' || stage === 'picked_up';
  const arrives = done || cancelled ? null : range(shipments?.estimate);
  const promised = range(shipments?.firstPromise);
  return {
    order: { id: order.id, name: order.name, placedOn: day(order.placedAt), currency: order.currency, cancelled },
    timeZone,
    stage,
    arrives,
    promised: promised && promised.to !== arrives?.to ? promised : null,
    deliveredOn: done
      ? (arrivals
          .filter((each) => each !== null)
          .toSorted()
          .at(-1) ?? null)
      : null,
    attention: attentionOf(parcels, done || cancelled ? null : promised, today),
    parcels,
    unshipped: (shipments?.unshipped ?? []).flatMap(items),
    ...shown,
    sections: settings.sections.filter((section) => section.shown).map(({ id }) => id),
    texts,
    contact: { email: contact.email || null, phone: contact.phone || null, url: webAddress(contact.url || null) },
  };
}

/** Of parcels the merchant's list says it; an order of which nothing was sent yet is late once its promise is over. */
function attentionOf(parcels: readonly TrackedParcel[], promised: DayRange | null, today: string): Attention | null {
  const has = (attention: Attention) => parcels.some((parcel) => parcel.attention === attention);
  if (has('late') || (parcels.length === 0 && promised !== null && promised.to < today)) return 'late';
  return has('stuck') ? 'stuck' : null;
}

function toParcel(
  parcel: ParcelView,
  items: (line: { lineId: string; quantity: number }) => TrackedItem[],
  day: (ms: number) => string,
): TrackedParcel {
  return {
    id: parcel.fulfillmentId,
    stage: parcel.stage,
    carrier: parcel.carrier?.name ?? null,
    guessed: parcel.guessed,
    numbers: parcel.numbers.map(({ number, url }) => ({ number, url: webAddress(url) })),
    items: parcel.lines.flatMap(items),
    shippedOn: day(parcel.shippedAt),
    deliveredOn: parcel.deliveredAt === null ? null : day(parcel.deliveredAt),
    arrives: range(parcel.estimate),
    steps: parcel.steps.map(({ at, ...step }) => ({ ...step, at: new Date(at).toISOString() })),
    attention: parcel.attention,
    silent: parcel.silent,
  };
}

function range(estimate: { from: string; to: string } | null | undefined): { from: string; to: string } | null {
  return estimate ? { from: estimate.from, to: estimate.to } : null;
}

/** A line that is not known (any more) is left out, and so is what was not sent at all, such as a tip. */
function itemsOf(order: MirroredOrder, products: ReadonlyMap<string, ShownProduct>) {
  const lines = new Map(order.lines.map((line) => [line.id, line]));
  return ({ lineId, quantity }: { lineId: string; quantity: number }): TrackedItem[] => {
    const line = lines.get(lineId);
    if (line === undefined || line.title === null) return [];
    const product = line.productId === null ? undefined : products.get(line.productId);
    return [
      {
        title: line.title,
        quantity,
        imageUrl: webAddress(product?.imageUrl ?? null),
        path: product ? `/products/${encodeURIComponent(product.handle)}` : null,
      },
    ];
  };
}

/** As a browser reads it, so that what is checked is what is opened; null for anything that leads nowhere on the web. */
export function webAddress(text: string | null): string | null {
  if (text === null || !URL.canParse(text)) return null;
  const url = new URL(text);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null;
}
