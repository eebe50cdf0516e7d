/** The way of one parcel, out of what Shopify told of it in whatever order. */
import type { Step } from './parcel-view.ts';
import { hasArrived, isCalledOff, stageOf } from './stage-of.ts';
import type { Stage } from './stages.ts';

export interface ParcelReport {
  /** Of the fulfilment. */
  status: string | null;
  /** The carrier's latest word, which may come without its event. */
  shipmentStatus: string | null;
  createdAt: number;
  updatedAt: number;
  /** Where Shopify says so without an event. */
  deliveredAt: number | null;
  /** Of the fulfilment itself. */
  estimatedDeliveryAt: number | null;
  events: readonly ReportedEvent[];
}

export interface ReportedEvent {
  /** Digits; of two of one moment the later one has the higher number. */
  eventId: string;
  status: string;
  message: string | null;
  city: string | null;
  country: string | null;
  happenedAt: number;
  estimatedDeliveryAt: number | null;
}

export interface Journey {
  stage: Stage;
  /** When it came to be in that stage. */
  since: number;
  /** Newest first. */
  steps: Step[];
  /** The carrier has said something of it, be it only that there is a label. */
  reported: boolean;
  /** When anything was last heard of it, its sending included. */
  lastNewsAt: number;
  deliveredAt: number | null;
  /** The carrier's own day of arrival, as last given, and when. */
  carrierEstimate: { at: number; givenAt: number } | null;
}

export function journeyOf(parcel: ParcelReport): Journey {
  const reports = [...parcel.events, ...wordWithoutEvent(parcel)].sort(byTime);
  const steps = folded(reports);
  const { stage, since } = present(parcel, steps);
  return {
    stage,
    since,
    steps: steps.toReversed(),
    reported: reports.length > 0,
    lastNewsAt: Math.max(parcel.createdAt, ...reports.map(({ happenedAt }) => happenedAt)),
    deliveredAt: hasArrived(stage) ? since : null,
    carrierEstimate: carrierEstimate(parcel, reports),
  };
}

/** Events are lost, and none are told of the past: then the parcel's own state speaks for them, dated when that was last changed. */
function wordWithoutEvent({ events, shipmentStatus, deliveredAt, updatedAt }: ParcelReport): ReportedEvent[] {
  const status = deliveredAt === null ? shipmentStatus?.toLowerCase() : 'delivered';
  if (status === undefined || events.some((event) => event.status.toLowerCase() === status)) return [];
  const nothing = { message: null, city: null, country: null, estimatedDeliveryAt: null };
  return [{ ...nothing, eventId: '0', status, happenedAt: deliveredAt ?? updatedAt }];
}

function byTime(a: ReportedEvent, b: ReportedEvent): number {
  // Ids are numbers, but longer ones than a number can hold.
  return (
    a.happenedAt - b.happenedAt ||
    a.eventId.length - b.eventId.length ||
    (a.eventId < b.eventId ? -1 : a.eventId > b.eventId ? 1 : 0)
  );
}

/** One step for what is said several times in a row: at its first time. */
function folded(reports: readonly ReportedEvent[]): Step[] {
  const steps: Step[] = [];
  for (const { status, happenedAt, city, country, message } of reports) {
    const before = steps.at(-1);
    const step: Step = { stage: stageOf(status), status: status.toLowerCase(), at: happenedAt, city, country, message };
    if (before && saysTheSame(before, step)) continue;
    steps.push(step);
  }
  return steps;
}

function saysTheSame(one: Step, other: Step): boolean {
  return (
    one.status === other.status &&
    one.city === other.city &&
    one.country === other.country &&
    (one.message ?? '') === (other.message ?? '')
  );
}

/**
 * The latest word counts, but a label that is made afterwards does not bring a parcel back to the store, something that is not understood moves nothing, and
 * what has arrived goes on only when it failed after all (it was returned).
 */
function present(parcel: ParcelReport, steps: readonly Step[]): { stage: Stage; since: number } {
  if (isCalledOff(parcel.status)) return { stage: 'cancelled', since: parcel.updatedAt };
  let now: { stage: Stage; since: number } = { stage: 'shipped', since: parcel.createdAt };
  for (const { stage, at } of steps) {
    const atTheStart = now.stage === 'shipped' || now.stage === 'label' || now.stage === 'unknown';
    if (stage === now.stage) continue;
    if ((stage === 'label' && !atTheStart) || (stage === 'unknown' && now.stage !== 'shipped')) continue;
    if (hasArrived(now.stage) && stage !== 'failed' && !hasArrived(stage)) continue;
    now = { stage, since: at };
  }
  return now;
}

function carrierEstimate(
  { estimatedDeliveryAt, createdAt }: ParcelReport,
  reports: readonly ReportedEvent[],
): Journey['carrierEstimate'] {
  const latest = reports.findLast((report) => report.estimatedDeliveryAt !== null);
  if (latest?.estimatedDeliveryAt != null) return { at: latest.estimatedDeliveryAt, givenAt: latest.happenedAt };
  return estimatedDeliveryAt === null ? null : { at: estimatedDeliveryAt, givenAt: createdAt };
}
