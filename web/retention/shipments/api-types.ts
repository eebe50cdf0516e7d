/** What the API of shipments answers. Times are ISO 8601 in UTC; days are `YYYY-MM-DD` in the store's time zone. */
import type { Attention, Estimate, Stage } from './stages.ts';

/**
 * Each parcel, and each order with nothing sent for too long, is in one of them. ended: cancelled, or silent for 30 days. stuck: no news for
 * too long, or it failed. moving: everything on its way that is neither late nor stuck.
 */
export const shipmentStates = ['late', 'stuck', 'unshipped', 'moving', 'delivered', 'ended'] as const;
export type ShipmentState = (typeof shipmentStates)[number];
export type ShipmentTab = ShipmentState | 'all';

/**
 * `GET /api/shipments?state=&query=&after=`: what was sent (or ordered) last comes first, 50 a page. `state` is a tab, by default `all`. `query`: an order's
 * name, a tracking number or its beginning, or words of the customer's name or address.
 */
export interface ShipmentPage {
  shipments: ShipmentRow[];
  /** For `after`; null = no more. */
  next: string | null;
  /** How many are in each tab, whatever was searched for. */
  counts: Record<ShipmentTab, number>;
  /** A count that is this high means "so many or more". */
  mostCounted: number;
}

/** `GET /api/shipments/counts`: for pages that need nobody's name. */
export type ShipmentCounts = Pick<ShipmentPage, 'counts' | 'mostCounted'>;

export interface ShipmentRow {
  /** Unique in the list. */
  id: string;
  order: { id: string; name: string };
  /** Null for guests, and once erased. */
  customer: { id: string; name: string | null } | null;
  /** Null: of the order itself, of which something waits to be sent. */
  fulfillmentId: string | null;
  state: ShipmentState;
  stage: Stage;
  carrier: string | null;
  /** The carrier is a guess by the number's form. */
  guessed: boolean;
  /** The first of the parcel's tracking numbers; null where it has none, and once erased. */
  number: { number: string; url: string | null } | null;
  /** How many tracking numbers it has in all. */
  numbers: number;
  /** Sent; of an order that waits to be sent, wholly or in part, placed. */
  startedAt: string;
  lastNewsAt: string | null;
  deliveredAt: string | null;
  /** What can be told now; null where it would be a lie. */
  estimate: Estimate | null;
  /** What was told, or reckoned, first. */
  firstPromise: Estimate | null;
  attention: Attention | null;
  attentionSince: string | null;
  /** 30 days without news: nobody is told anything any more. */
  silent: boolean;
}

/** `GET /api/shipments/ORDER`: every parcel of the order, sent first first. 404 where the store has no such order. */
export interface OrderShipments {
  order: { id: string; name: string; placedAt: string; cancelled: boolean };
  customer: { id: string; name: string | null } | null;
  /** Of the order as a whole: of what is still to come, the most urgent. */
  stage: Stage;
  estimate: Estimate | null;
  firstPromise: Estimate | null;
  parcels: ShownParcel[];
  /** What is still to be sent. */
  unshipped: ShownLine[];
  /** Points that were given because it took longer than promised; at most once an order. */
  apology: { points: number; givenAt: string } | null;
}

export interface ShownLine {
  lineId: string;
  /** Null where the order's line is not known (any more). */
  title: string | null;
  quantity: number;
}

export interface ShownParcel {
  fulfillmentId: string;
  stage: Stage;
  carrier: { id: string | null; name: string } | null;
  guessed: boolean;
  numbers: ShownNumber[];
  shippedAt: string;
  deliveredAt: string | null;
  lines: ShownLine[];
  /** Newest first; what was reported again and again is one step, at the time of its first report. */
  steps: ShownStep[];
  estimate: Estimate | null;
  firstPromise: Estimate | null;
  attention: Attention | null;
  attentionSince: string | null;
  silent: boolean;
}

export interface ShownNumber {
  number: string;
  /** The carrier's page about it; null where no carrier is known. */
  url: string | null;
  /** Whose it may be by its form, the likeliest first; empty where Shopify names the carrier, or no published form fits. */
  carriers: { id: string; name: string; url: string | null }[];
}

export interface ShownStep {
  stage: Stage;
  /** As Shopify names it, in small letters. */
  status: string;
  at: string;
  city: string | null;
  /** As the carrier gave it. */
  country: string | null;
  message: string | null;
}

/**
 * `POST /api/shipments/ORDER/apology`: gives the points of the settings by hand. Answers with `OrderShipments`. 409 with a reason in words where they were given
 * before, where the caps are reached, where apologies or the programme are switched off, or where the order has no customer.
 */
export type GiveApology = Record<string, never>;
