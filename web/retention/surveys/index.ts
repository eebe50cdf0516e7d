/** What customers say of what they got. */
export { answerMoments } from './answer-moments.ts';
export { type Survey, survey } from './survey-of-order.ts';
