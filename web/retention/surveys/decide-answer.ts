/** Who is asked how satisfied they are, and what becomes of an answer. */
import { DAY } from '../../platform/kit/clock.ts';
import { type Score, type SurveyTask, UNHAPPY } from './api-types.ts';

/** Whoever has not said anything for so long after the delivery is not asked any more: they would answer from memory. */
export const ASKED_FOR = 60 * DAY;
/** An answer may be thought over for so long. */
export const CHANGEABLE_FOR = 7 * DAY;

/** Times in ms. */
export interface Answer {
  score: Score;
  comment: string | null;
  /** First given, and last changed. */
  answeredAt: number;
  changedAt: number;
  task: SurveyTask | null;
  doneAt: number | null;
  doneBy: string | null;
}

/** `deliveredAt` null: not all has come yet, or nobody has said so. */
export function mayAnswer(deliveredAt: number | null, answer: Pick<Answer, 'answeredAt'> | null, now: number): boolean {
  if (deliveredAt === null) return false;
  return answer === null ? now < deliveredAt + ASKED_FOR : now < answer.answeredAt + CHANGEABLE_FOR;
}

/**
 * What is held from now on. Without `comment` the one that was written before stays. An unhappy answer is a task, and so is one that was done
 * and says something else now.
 */
export function answerWith(
  before: Answer | null,
  given: { score: Score; comment?: string | null | undefined },
  now: number,
): Answer {
  const { score, comment = before?.comment ?? null } = given;
  if (before?.score === score && before.comment === comment) return before;
  return {
    score,
    comment,
    answeredAt: before?.answeredAt ?? now,
    changedAt: now,
    task: score <= UNHAPPY ? 'open' : null,
    doneAt: null,
    doneBy: null,
  };
}
