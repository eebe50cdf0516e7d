/** What customers say of what they got. */
export { type Survey, survey } from './survey-of-order.ts';
