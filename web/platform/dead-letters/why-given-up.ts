/** Whose trouble it was, from the words that the error left: what `platform/shopify` says when a call failed, `platform/messages` when no email could be sent. */
import type { DeadLetterView } from './api-types.ts';

export function whyGivenUp(error: string): DeadLetterView['why'] {
  if (/mail server could not be used/.test(error)) return 'mail';
  return /Shopify did not answer|bulk operation|Shopify’s storage/.test(error) ? 'shopify' : 'app';
}
