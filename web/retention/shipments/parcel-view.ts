/** What the door says of an order's parcels. Times in ms. */
import type { OrderId } from '../../platform/kit/ids.ts';
import type { CarrierGuess } from './guess-carrier.ts';
import type { Attention, Estimate, Stage } from './stages.ts';

export interface Shipments {
  orderId: OrderId;
  /** Of the order as a whole: of what is still to come, the most urgent; `delivered` when all has come. */
  stage: Stage;
  /** Sent first first; cancelled ones are left out. */
  parcels: ParcelView[];
  /** What is still to be sent; nothing of an order that was cancelled. */
  unshipped: UnshippedLine[];
  /** Of all that is still to come; null where a part of it cannot be told. */
  estimate: Estimate | null;
  /** What was said, or reckoned, first: of the order before anything was sent, else of its parcels. */
  firstPromise: Estimate | null;
}

export interface UnshippedLine {
  lineId: string;
  quantity: number;
}

export interface ParcelView {
  fulfillmentId: string;
  stage: Stage;
  carrier: { id: string | null; name: string } | null;
  /** The carrier is a guess by the number's form. */
  guessed: boolean;
  numbers: ParcelNumber[];
  shippedAt: number;
  deliveredAt: number | null;
  lines: { lineId: string; quantity: number }[];
  /** Newest first; what was reported again and again is one step, at the time of its first report. */
  steps: Step[];
  estimate: Estimate | null;
  firstPromise: Estimate | null;
  attention: Attention | null;
  /** When the merchant's attention was first asked for. */
  attentionSince: number | null;
  /** 30 days without news. */
  silent: boolean;
}

export interface ParcelNumber {
  number: string;
  /** Shopify's, or that of the carrier; null where neither is known. */
  url: string | null;
  /** Whose it may be by its form, the likeliest first; empty where Shopify names the carrier. */
  carriers: CarrierGuess[];
}

export interface Step {
  stage: Stage;
  /** As Shopify names it, in small letters. */
  status: string;
  at: number;
  city: string | null;
  country: string | null;
  message: string | null;
}
