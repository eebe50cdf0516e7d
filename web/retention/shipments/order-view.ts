/** Everything that is said of an order's parcels, out of the order, what Shopify told of its parcels, and what was kept. */
import type { OrderId } from '../../platform/kit/ids.ts';
import { SILENT_AFTER } from './attention.ts';
import { carrierNamed, pageAbout, saysNoCarrier } from './carriers.ts';
import { type DeliveryTerms, orderPromise, promiseOf, shownEstimate, tellable, together } from './estimate.ts';
import { guessCarriers } from './guess-carrier.ts';
import { type Journey, journeyOf, type ParcelReport } from './journey.ts';
import type { ParcelNumber, ParcelView, Shipments, UnshippedLine } from './parcel-view.ts';
import { hasArrived, isCalledOff } from './stage-of.ts';
import type { Attention, Estimate, Stage } from './stages.ts';
import { isCarriedHome, travels } from './travels.ts';

export interface ShippedOrder {
  id: OrderId;
  placedAt: number;
  cancelled: boolean;
  fulfillmentStatus: string | null;
  /** As Shopify gives it, such as `web` or `pos`. */
  sourceName: string | null;
  /** ISO 3166-1 alpha-2. */
  destinationCountry: string | null;
  lines: readonly { id: string; currentQuantity: number; requiresShipping: boolean }[];
}

export interface SentParcel extends ParcelReport {
  fulfillmentId: string;
  company: string | null;
  numbers: readonly string[];
  urls: readonly string[];
  /** Empty = nobody told. */
  lines: readonly { lineId: string; quantity: number }[];
}

/** What was kept of a parcel. */
export interface Kept {
  firstPromise: Estimate | null;
  attention: Attention | null;
  attentionSince: number | null;
}

/** A parcel with its way. */
export interface FollowedParcel {
  parcel: SentParcel;
  journey: Journey;
  /** What its day is by the rules, whether or not it can be told. */
  promise: Estimate | null;
}

/** Sent first first; those that were called off, and with which nothing travels, are left out. */
export function followed(
  parcels: readonly SentParcel[],
  order: Pick<ShippedOrder, 'destinationCountry' | 'lines' | 'sourceName'>,
  terms: DeliveryTerms,
): FollowedParcel[] {
  return parcels
    .filter((parcel) => !isCalledOff(parcel.status) && travels(parcel, order))
    .toSorted((a, b) => a.createdAt - b.createdAt || (a.fulfillmentId < b.fulfillmentId ? -1 : 1))
    .map((parcel) => {
      const journey = journeyOf(parcel);
      return { parcel, journey, promise: promiseOf(journey, parcel.createdAt, order.destinationCountry, terms) };
    });
}

export function viewOrder(
  order: ShippedOrder,
  parcels: readonly FollowedParcel[],
  kept: { order: Estimate | null; of(fulfillmentId: string): Kept },
  terms: DeliveryTerms,
  now: number,
): Shipments {
  const { destinationCountry } = order;
  const views = parcels.map((one) =>
    viewParcel(one, kept.of(one.parcel.fulfillmentId), destinationCountry, terms, now),
  );
  const unshipped = unshippedLines(order, parcels);
  const rest = unshipped.length > 0 ? orderPromise(order.placedAt, destinationCountry, terms) : null;
  const coming = views.filter(({ stage }) => !hasArrived(stage)).map(({ estimate }) => estimate);
  const ofRest = unshipped.length > 0 ? [shownEstimate(rest, 'unshipped', destinationCountry, terms, now)] : [];
  return {
    orderId: order.id,
    stage: wholeStage(order, views, unshipped),
    parcels: views,
    unshipped,
    estimate: together([...coming, ...ofRest]),
    firstPromise: kept.order ?? together(views.map(({ firstPromise }) => firstPromise)),
  };
}

function viewParcel(
  { parcel, journey, promise }: FollowedParcel,
  kept: Kept,
  destination: string | null,
  terms: DeliveryTerms,
  now: number,
): ParcelView {
  const silent = !hasArrived(journey.stage) && now >= journey.lastNewsAt + SILENT_AFTER;
  const told = silent ? null : tellable(promise, journey);
  return {
    fulfillmentId: parcel.fulfillmentId,
    stage: journey.stage,
    ...carrierOf(parcel),
    shippedAt: parcel.createdAt,
    deliveredAt: journey.deliveredAt,
    lines: [...parcel.lines],
    steps: journey.steps,
    estimate: shownEstimate(told, journey.stage, destination, terms, now),
    silent,
    ...kept,
  };
}

/** What Shopify says holds; where it says nothing, whose the number may be. */
export function carrierOf(
  parcel: Pick<SentParcel, 'company' | 'numbers' | 'urls'>,
): Pick<ParcelView, 'carrier' | 'guessed' | 'numbers'> {
  const named = parcel.company !== null && !saysNoCarrier(parcel.company) ? parcel.company : null;
  const known = named === null ? null : carrierNamed(named);
  const numbers = parcel.numbers.map((number, index): ParcelNumber => {
    const carriers = named === null ? guessCarriers(number) : [];
    const page = known ? pageAbout(known, number) : (carriers[0]?.url ?? null);
    return { number, url: safeUrl(linkOf(number, index, parcel)) ?? page, carriers };
  });
  if (named !== null) return { carrier: { id: known?.id ?? null, name: named }, guessed: false, numbers };
  const [guess] = numbers.flatMap(({ carriers }) => carriers.slice(0, 1));
  return { carrier: guess ? { id: guess.id, name: guess.name } : null, guessed: guess !== undefined, numbers };
}

/** Links do not say which number they are of: the one that names it; of those that name none the only one, or the one in its place. */
function linkOf(
  number: string,
  index: number,
  { numbers, urls }: Pick<SentParcel, 'numbers' | 'urls'>,
): string | undefined {
  const own = urls.find((url) => url.includes(number));
  if (own !== undefined) return own;
  const ofNobody = urls.filter((url) => !numbers.some((other) => url.includes(other)));
  if (ofNobody.length <= 1) return ofNobody[0];
  return urls.length === numbers.length ? urls[index] : undefined;
}

/** Whoever fulfils orders may write anything there. */
function safeUrl(url: string | undefined): string | null {
  return url !== undefined && /^https?:\/\/[^\s"'<>\\]+$/i.test(url) ? url : null;
}

export function unshippedLines(order: ShippedOrder, parcels: readonly FollowedParcel[]): UnshippedLine[] {
  // Where a parcel does not say what is in it, only the order can say that something is left.
  if (order.cancelled || order.fulfillmentStatus === 'fulfilled') return [];
  if (parcels.some(({ parcel }) => parcel.lines.length === 0)) return [];
  const sent = new Map<string, number>();
  for (const { lineId, quantity } of parcels.flatMap(({ parcel }) => parcel.lines))
    sent.set(lineId, (sent.get(lineId) ?? 0) + quantity);
  return order.lines.flatMap(({ id, currentQuantity, requiresShipping }) => {
    const quantity = requiresShipping ? currentQuantity - (sent.get(id) ?? 0) : 0;
    return quantity > 0 ? [{ lineId: id, quantity }] : [];
  });
}

/** Of several parcels the one that somebody has to do something about, then the one that is nearest. */
const MOST_URGENT: readonly Stage[] = [
  'ready_for_pickup',
  'out_for_delivery',
  'attempted',
  'failed',
  'delayed',
  'in_transit',
  'shipped',
  'label',
  'unknown',
];

function withoutParcels(order: ShippedOrder): Stage {
  if (order.fulfillmentStatus !== 'fulfilled') return 'unshipped';
  if (isCarriedHome(order)) return 'picked_up';
  const things = order.lines.some(({ requiresShipping }) => requiresShipping);
  return things || order.lines.length === 0 ? 'shipped' : 'delivered';
}

function wholeStage(order: ShippedOrder, views: readonly ParcelView[], unshipped: readonly UnshippedLine[]): Stage {
  const coming = MOST_URGENT.find((stage) => views.some((view) => view.stage === stage));
  if (coming) return coming;
  if (order.cancelled && views.length === 0) return 'cancelled';
  if (unshipped.length > 0) return 'unshipped';
  if (views.length === 0) return withoutParcels(order);
  return views.every(({ stage }) => stage === 'picked_up') ? 'picked_up' : 'delivered';
}
