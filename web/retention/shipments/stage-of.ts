/** What Shopify calls the carrier's words, as a stage of ours. */
import type { Stage } from './stages.ts';

/**
 * The eleven of `FulfillmentEventStatus`, `picked_up` of the customer accounts' API, and what `FulfillmentDisplayStatus` calls a failure. Not a closed list: what is not in it is shown
 * under Shopify's own name, and moves nothing.
 */
const stageByStatus: Readonly<Record<string, Stage>> = {
  confirmed: 'label',
  label_purchased: 'label',
  label_printed: 'label',
  carrier_picked_up: 'in_transit',
  in_transit: 'in_transit',
  out_for_delivery: 'out_for_delivery',
  attempted_delivery: 'attempted',
  ready_for_pickup: 'ready_for_pickup',
  picked_up: 'picked_up',
  delivered: 'delivered',
  delayed: 'delayed',
  failure: 'failed',
  not_delivered: 'failed',
};

export function stageOf(status: string): Stage {
  const name = status.toLowerCase();
  return Object.hasOwn(stageByStatus, name) ? (stageByStatus[name] ?? 'unknown') : 'unknown';
}

/** It has come. */
export function hasArrived(stage: Stage): boolean {
  return stage === 'delivered' || stage === 'picked_up';
}

/** Of fulfilments; the goods of those were not sent, or will be sent anew. */
export function isCalledOff(status: string | null): boolean {
  return status !== null && CALLED_OFF.has(status.toLowerCase());
}
const CALLED_OFF = new Set(['cancelled', 'error', 'failure']);
