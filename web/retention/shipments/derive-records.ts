/** What is kept of an order's parcels, and what of it is news. */
import { DAY, HOUR } from '../../platform/kit/clock.ts';
import type { ShipmentState } from './api-types.ts';
import { type Verdict, watch } from './attention.ts';
import { type DeliveryTerms, tellable } from './estimate.ts';
import { newsOf } from './news.ts';
import { carrierOf, type FollowedParcel, type ShippedOrder, unshippedLines } from './order-view.ts';
import type { ParcelMessage } from './settings.ts';
import { searchKey } from './search-key.ts';
import { hasArrived } from './stage-of.ts';
import type { ShipmentRecord } from './shipment-record.ts';
import type { Estimate } from './stages.ts';

/** A carrier of whose parcels nothing was heard for so long is one of whom nothing is heard. */
export const HEARD_WITHIN = 90 * DAY;
/** Whatever was not sent for so long is no matter of days any more. */
export const UNSENT_FOR = 60 * DAY;
/** Stands for the whole order. */
const WHOLE_ORDER = '';

export interface OrderFacts {
  orderId: string;
  /** Null: it is not there (any more). */
  order: (ShippedOrder & { name: string }) | null;
  parcels: readonly FollowedParcel[];
  before: readonly ShipmentRecord[];
  /** What was said first, by parcel. */
  promises: ReadonlyMap<string, Estimate>;
  /** Search keys, by `<order> <fulfilment>`. */
  numbers: ReadonlyMap<string, readonly string[]>;
  /** Carriers, as Shopify names them, of whose parcels something is heard. */
  heard: ReadonlySet<string>;
  terms: DeliveryTerms;
  /** Ms: what happened before and was not known then is history. */
  historyUntil: number;
  /** False: a delay is only named, and told another time. */
  tellDelays: boolean;
}

export interface OrderRecords {
  changed: ShipmentRecord[];
  dropped: { orderId: string; fulfillmentId: string }[];
  /** Of parcels whose numbers are others than before. */
  numbers: { orderId: string; fulfillmentId: string; keys: string[] }[];
  promises: { orderId: string; fulfillmentId: string; promise: Estimate }[];
  news: { orderId: string; fulfillmentId: string; kind: ParcelMessage }[];
  /** A delay is to be told. */
  isDelayed: boolean;
  /** Ms: when time alone may make a difference. */
  nextAt: number | null;
}

export function recordsOf(facts: OrderFacts, now: number): OrderRecords {
  const { orderId, order, parcels, before } = facts;
  const result: OrderRecords = {
    changed: [],
    dropped: [],
    numbers: [],
    promises: [],
    news: [],
    isDelayed: false,
    nextAt: null,
  };
  const known = new Map(before.map((record) => [record.fulfillmentId, record]));
  const records: ShipmentRecord[] = [];
  if (order) {
    for (const one of parcels)
      records.push(follow(one, order, known.get(one.parcel.fulfillmentId), facts, result, now));
    const unsent = unsentRecord(order, facts, now);
    // Of the rest of an order the parcel that was sent last keeps the moment: by that it is found when it has come.
    const last = records.at(-1);
    if (last && unsent.nextAt !== null) last.checkAt = Math.min(last.checkAt ?? Infinity, unsent.nextAt);
    if (unsent.record) records.push(unsent.record);
    result.nextAt = unsent.nextAt;
  }
  const present = new Set(records.map(({ fulfillmentId }) => fulfillmentId));
  for (const record of before) {
    if (present.has(record.fulfillmentId)) continue;
    // What was called off stays in the list of all; what was sent, or is gone, does not wait any more.
    if (order && record.fulfillmentId !== WHOLE_ORDER) records.push(calledOff(record));
    else result.dropped.push({ orderId, fulfillmentId: record.fulfillmentId });
  }
  for (const record of records) {
    if (!isSame(known.get(record.fulfillmentId), record)) result.changed.push(record);
    if (record.checkAt !== null) result.nextAt = Math.min(result.nextAt ?? Infinity, record.checkAt);
  }
  return result;
}

function follow(
  followed: FollowedParcel,
  order: ShippedOrder & { name: string },
  before: ShipmentRecord | undefined,
  facts: OrderFacts,
  result: OrderRecords,
  now: number,
): ShipmentRecord {
  const { parcel, journey, promise } = followed;
  const { orderId, terms, heard } = facts;
  const { fulfillmentId, company } = parcel;
  const place = { orderId, fulfillmentId };
  const kept = facts.promises.get(fulfillmentId) ?? null;
  // What was told of the whole order before it was sent holds for every part of it.
  const firstPromise = kept ?? facts.promises.get(WHOLE_ORDER) ?? promise;
  if (!kept && firstPromise && !hasArrived(journey.stage)) result.promises.push({ ...place, promise: firstPromise });
  const heardOf = company !== null && heard.has(company);
  const destination = order.destinationCountry;
  const verdict = watch({ journey, firstPromise, promise, destination, heardOf }, terms, now);
  const told = before?.told ?? [];
  const historyUntil = before ? 0 : facts.historyUntil;
  const news = newsOf({ journey, verdict, sentAt: parcel.createdAt, told, historyUntil }, now);
  const waits = news.kind === 'delayed' && !facts.tellDelays;
  if (waits) result.isDelayed = true;
  else if (news.kind !== null) result.news.push({ ...place, kind: news.kind });
  const { carrier, guessed, numbers } = carrierOf(parcel);
  const keys = [...new Set(numbers.map(({ number }) => searchKey(number)).filter(Boolean))].toSorted();
  const keysBefore = facts.numbers.get(`${orderId} ${fulfillmentId}`) ?? [];
  if (keys.join(' ') !== keysBefore.toSorted().join(' ')) result.numbers.push({ ...place, keys });
  return {
    ...place,
    orderKey: searchKey(order.name),
    state: stateOf(followed, verdict),
    stage: journey.stage,
    carrier: carrier?.name ?? null,
    guessed,
    number: numbers[0]?.number ?? null,
    url: numbers[0]?.url ?? null,
    numbers: numbers.length,
    company,
    reportedAt: journey.reported ? journey.lastNewsAt : null,
    startedAt: parcel.createdAt,
    lastNewsAt: journey.lastNewsAt,
    deliveredAt: journey.deliveredAt,
    promise: verdict.silent ? null : tellable(promise, journey),
    attention: verdict.attention,
    attentionSince: verdict.since,
    silent: verdict.silent,
    told: waits ? [...told] : news.told,
    checkAt: verdict.nextAt,
  };
}

function stateOf({ journey }: FollowedParcel, { attention, silent }: Verdict): ShipmentState {
  if (hasArrived(journey.stage)) return 'delivered';
  return attention ?? (silent ? 'ended' : 'moving');
}

function calledOff(record: ShipmentRecord): ShipmentRecord {
  return {
    ...record,
    state: 'ended',
    stage: 'cancelled',
    deliveredAt: null,
    promise: null,
    attention: null,
    attentionSince: null,
    silent: false,
    checkAt: null,
  };
}

/** Of an order with something still to be sent: a record once nothing was sent for too long. */
function unsentRecord(
  order: ShippedOrder & { name: string },
  { orderId, parcels, terms }: OrderFacts,
  now: number,
): { record: ShipmentRecord | null; nextAt: number | null } {
  const nothing = { record: null, nextAt: null };
  if (parcels.length === 0 && order.fulfillmentStatus !== null) return nothing;
  if (unshippedLines(order, parcels).length === 0) return nothing;
  const waitsFrom = Math.max(order.placedAt, ...parcels.map(({ parcel }) => parcel.createdAt));
  const since = waitsFrom + terms.settings.stalls.unshippedHours * HOUR;
  const until = waitsFrom + UNSENT_FOR;
  if (now < since) return { record: null, nextAt: since };
  if (now >= until) return nothing;
  const record: ShipmentRecord = {
    orderId,
    fulfillmentId: WHOLE_ORDER,
    orderKey: searchKey(order.name),
    state: 'unshipped',
    stage: 'unshipped',
    carrier: null,
    guessed: false,
    number: null,
    url: null,
    numbers: 0,
    company: null,
    reportedAt: null,
    startedAt: order.placedAt,
    lastNewsAt: null,
    deliveredAt: null,
    promise: null,
    attention: 'stuck',
    attentionSince: since,
    silent: false,
    told: [],
    checkAt: until,
  };
  return { record, nextAt: null };
}

function isSame(before: ShipmentRecord | undefined, now: ShipmentRecord): boolean {
  return before !== undefined && JSON.stringify(before) === JSON.stringify(now);
}
