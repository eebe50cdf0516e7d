/** May this email go to this person, now? */
import type { Addressee, EmailClass } from './email-kind.ts';

export interface Recipient {
  /** Null where there is none, or where the app may not see it. */
  email: string | null;
  /** As Shopify has it, e.g. `vi` or `en-US`. */
  locale: string | null;
  /** Null where nobody could give it: with the address of an order. */
  consent: {
    /** Shopify's `marketingState`. */
    state: string;
    /** Ms; null = it never changed, or Shopify does not say. */
    updatedAt: number | null;
  } | null;
}

export type WhyNot = 'no_customer' | 'no_address' | 'no_consent' | 'unsubscribed' | 'undeliverable';

/** Kind, or `all` → since when it is not wanted. */
export type Stops = ReadonlyMap<string, number>;

/**
 * Null: it may. `refused`: lately there was no such mailbox, and a mail server that is tried again and again takes us for a nuisance. Whoever has
 * just asked for something may have mended their address before; that of an order stays as it is.
 */
export function whyNotSent(
  email: { class: EmailClass; kind: string; to: Addressee },
  recipient: Recipient | null,
  stops: Stops | undefined,
  refused = false,
): WhyNot | null {
  if (recipient === null) return 'no_customer';
  if (recipient.email === null) return 'no_address';
  if (email.class === 'transactional') return refused && email.to.orderId !== null ? 'undeliverable' : null;
  if (recipient.consent?.state !== 'SUBSCRIBED') return 'no_consent';
  if (refused) return 'undeliverable';
  if (stops?.has(email.kind)) return 'unsubscribed';
  const stoppedAll = stops?.get('all');
  if (stoppedAll === undefined) return null;
  // Whoever unsubscribed from everything and has subscribed in the store since wants emails again.
  return (recipient.consent.updatedAt ?? 0) > stoppedAll ? null : 'unsubscribed';
}
