/** When somebody said how satisfied they were, for a list of what happened. */
import type { Reader } from '../../../db/open.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import type { Score } from './api-types.ts';
import { loadAnswers } from './store.ts';

export interface AnswerMoment {
  orderId: string;
  /** Ms. */
  at: number;
  kind: 'answered';
  score: Score;
}

export async function answerMoments(
  handle: Reader,
  shopId: ShopId,
  orderIds: readonly string[],
): Promise<AnswerMoment[]> {
  const answers = await loadAnswers(handle, shopId, orderIds);
  return answers.map(({ orderId, changedAt, score }) => ({ orderId, at: changedAt, kind: 'answered', score }));
}
