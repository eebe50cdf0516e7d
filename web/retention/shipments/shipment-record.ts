/** What is kept of a parcel, or of an order of which something is still to be sent and nothing was for too long. Times in ms. */
import type { ShipmentState } from './api-types.ts';
import type { ParcelMessage } from './settings.ts';
import type { Attention, Estimate, Stage } from './stages.ts';

export interface ShipmentRecord {
  orderId: string;
  /** Empty: of the order itself, of which something was not sent for too long. */
  fulfillmentId: string;
  orderKey: string;
  state: ShipmentState;
  stage: Stage;
  carrier: string | null;
  guessed: boolean;
  number: string | null;
  url: string | null;
  numbers: number;
  company: string | null;
  reportedAt: number | null;
  startedAt: number;
  lastNewsAt: number | null;
  deliveredAt: number | null;
  promise: Estimate | null;
  attention: Attention | null;
  attentionSince: number | null;
  silent: boolean;
  told: ParcelMessage[];
  checkAt: number | null;
}
