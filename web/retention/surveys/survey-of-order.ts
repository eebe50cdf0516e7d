/** Whether an order's page asks how satisfied its customer is, and what they have said. */
import type { Reader } from '../../../db/open.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import type { Services } from '../../platform/manifest.ts';
import type { Shipments } from '../shipments/index.ts';
import type { Score } from './api-types.ts';
import { mayAnswer } from './decide-answer.ts';
import { loadAnswer } from './store.ts';

export interface Survey {
  /** The question stands on the page: for the first time, or to think it over. */
  asked: boolean;
  /** Null: no answer yet. */
  score: Score | null;
  /** There is a comment. What it says is for the merchant: whoever has the link need not be who wrote it. */
  comment: boolean;
}

export async function survey(
  { clock }: Pick<Services, 'clock'>,
  handle: Reader,
  shopId: ShopId,
  shipments: Pick<Shipments, 'orderId' | 'stage' | 'parcels'>,
): Promise<Survey> {
  const answer = await loadAnswer(handle, shopId, shipments.orderId);
  return {
    asked: mayAnswer(allDeliveredAt(shipments), answer, clock.now()),
    score: answer?.score ?? null,
    comment: answer?.comment != null,
  };
}

/** Ms; null while something of the order is still to come. */
export function allDeliveredAt({ stage, parcels }: Pick<Shipments, 'stage' | 'parcels'>): number | null {
  if (stage !== 'delivered' && stage !== 'picked_up') return null;
  const times = parcels.flatMap(({ deliveredAt }) => deliveredAt ?? []);
  return times.length === 0 ? null : Math.max(...times);
}
