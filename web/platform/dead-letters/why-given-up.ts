/** Whose trouble it was, from the words that the error left: what `platform/shopify` says when a call, or a file of its, failed. */
import type { DeadLetterView } from './api-types.ts';

export function whyGivenUp(error: string): DeadLetterView['why'] {
  return /Shopify did not answer|bulk operation|Shopify’s storage/.test(error) ? 'shopify' : 'app';
}
