/** What all emails about parcels share: the merchant's switch, what they are written from, and why somebody gets them. */
import { z } from 'zod';
import { type MirroredOrder, loadOrders } from '../../../mirror/orders/index.ts';
import type { OrderId, ShopId } from '../../../platform/kit/ids.ts';
import type { Email, EmailKind } from '../../../platform/messages/email-kind.ts';
import { emailKind, type Letter as PlainLetter } from '../../../platform/messages/letter.ts';
import type { Services } from '../../../platform/manifest.ts';
import type { Words } from '../../../platform/privacy/sections.ts';
import { apologyOf, deliveryDocument, type ParcelView, type Shipments, shipmentsOf } from '../../shipments/index.ts';
import type { DeliverySettings, ParcelMessage } from '../../shipments/settings.ts';
import type { TrackedPoints } from '../api-types.ts';
import { trackingDocument } from '../own-settings.ts';
import type { TrackingSettings } from '../settings.ts';
import { trackingUrl } from '../tracking-link.ts';
import type { ParcelEmailParts } from './parts.ts';
import { sampleFacts } from './sample-facts.ts';
import { isStillNews } from './still-news.ts';

/** What the words of an email may use. */
export interface Letter extends PlainLetter {
  delivery: DeliverySettings;
  contact: TrackingSettings['contact'];
  /** The tracking page asks whoever has got everything how satisfied they are. */
  asksHowItWent: boolean;
  /** An amount of points, as the merchant calls them. */
  points(count: number): string;
}

export interface Facts {
  /** Such as `#1001`; empty where it is not known. */
  order: string;
  parcel: ParcelView;
  /** Which of the order's parcels, in the order in which they were sent; the first is 1. */
  place: { number: number; of: number };
  items: { title: string; quantity: number }[];
  /** Something of the order is still to be sent. */
  moreToCome: boolean;
  /** All of the order has arrived. */
  complete: boolean;
  /** Null where the merchant has switched the page off. */
  trackingPage: string | null;
  /** What the order brought. */
  earned: TrackedPoints | null;
  /** Points that were given because it takes longer; 0 = none. */
  apology: number;
}

export interface ParcelEmail {
  name: ParcelMessage;
  title: Words;
  /** In what the sample is another than a parcel on its way. */
  sample(letter: Letter, now: number): Partial<Omit<Facts, 'parcel'>> & { parcel?: Partial<ParcelView> };
  write(letter: Letter, facts: Facts): Omit<Email, 'why'>;
}

const payload = z.object({ fulfillmentId: z.string() });
export type AboutParcel = z.infer<typeof payload>;

export function parcelEmail(parts: ParcelEmailParts, email: ParcelEmail): EmailKind {
  return emailKind<Letter, AboutParcel, Facts>({
    class: 'transactional',
    title: email.title,
    payload,
    async prepare(services, shopId, letter) {
      const { read } = services.db;
      const delivery = await deliveryDocument.read(read, shopId);
      const { on, contact, sections } = await trackingDocument.read(read, shopId);
      const asksHowItWent = on && sections.some(({ id, shown }) => id === 'satisfaction' && shown);
      const points = await parts.pointsInWords(services, shopId, letter.language);
      return { letter: { ...letter, delivery, contact, asksHowItWent, points }, on: delivery.messages[email.name] };
    },
    read: async (services, shopId, { orderId }, { fulfillmentId }) =>
      orderId === null ? null : readFacts(parts, services, shopId, { orderId, fulfillmentId, kind: email.name }),
    sample: (letter, now) => sampleFacts(letter, email.sample(letter, now), now),
    write: email.write,
    why: ({ language, store }) => WHY[language](store),
  });
}

const WHY = {
  en: (store: string) => `You get this email because you have ordered at ${store}.`,
  vi: (store: string) => `Bạn nhận email này vì bạn đã đặt hàng tại ${store}.`,
};

async function readFacts(
  parts: ParcelEmailParts,
  services: Services,
  shopId: ShopId,
  { orderId, fulfillmentId, kind }: { orderId: OrderId; fulfillmentId: string; kind: ParcelMessage },
): Promise<Facts | null> {
  const { read } = services.db;
  const order = (await loadOrders(read, shopId, [orderId])).get(orderId);
  if (order === undefined || order.cancelledAt !== null || order.deletedAt !== null) return null;
  const shipments = (await shipmentsOf(services, read, shopId, [orderId])).get(orderId);
  const parcel = shipments?.parcels.find((each) => each.fulfillmentId === fulfillmentId);
  if (!shipments || !parcel || !isStillNews(kind, parcel, services.clock.now())) return null;
  const { on } = await trackingDocument.read(read, shopId);
  return {
    order: order.name,
    parcel,
    place: { number: shipments.parcels.indexOf(parcel) + 1, of: shipments.parcels.length },
    items: itemsOf(order, parcel),
    moreToCome: shipments.unshipped.length > 0,
    complete: shipments.unshipped.length === 0 && shipments.parcels.every(({ deliveredAt }) => deliveredAt !== null),
    trackingPage: on ? await trackingUrl(services, shopId, orderId, 'email') : null,
    earned: order.customerId === null ? null : await parts.orderPoints(services, shopId, order.customerId, orderId),
    apology: parcel === firstDelayed(shipments) ? await apologyOf(read, shopId, orderId) : 0,
  };
}

/** They are given once an order, so they are told once. */
function firstDelayed({ parcels }: Shipments): ParcelView | undefined {
  const delayed = parcels.filter(({ attentionSince }) => attentionSince !== null);
  return delayed.toSorted((a, b) => (a.attentionSince ?? 0) - (b.attentionSince ?? 0))[0];
}

function itemsOf(order: MirroredOrder, { lines }: ParcelView): Facts['items'] {
  const titles = new Map(order.lines.map(({ id, title }) => [id, title]));
  return lines.flatMap(({ lineId, quantity }) => {
    const title = titles.get(lineId);
    return title ? [{ title, quantity }] : [];
  });
}
