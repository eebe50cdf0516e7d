/** Dead letters for the person at the terminal. */
import type { ShopDomain } from '../kit/ids.ts';
import { type ReadableLetter, parsedOrNull } from './list.ts';
import { shapeOf } from './without-people.ts';

const day = (ms: number): string => new Date(ms).toISOString().replace('T', ' ').slice(0, 16);

export function aboutWhat({ subject, orderName, webhook, kind }: ReadableLetter): string {
  const id = subject.id === null ? '' : ` ${subject.id}`;
  const what: Record<typeof subject.kind, string> = {
    order: orderName === null ? `order${id}` : `order ${orderName} (${subject.id})`,
    customer: `customer${id}`,
    product: `product${id}`,
    store: 'the store itself',
    history: 'reading past orders',
    comparison: 'comparing with Shopify',
    privacy: 'a privacy request',
    storefront: 'showing balances in the theme',
    points: 'booking points',
    emails: 'sending emails',
    parcels: 'following parcels',
    tiers: 'counting tiers',
    referrals: 'a referral',
    other: kind,
  };
  return webhook ? `${webhook.topic}, ${what[subject.kind]}` : what[subject.kind];
}

export function letterLines(letter: ReadableLetter, domain: ShopDomain | undefined): string[] {
  const happened = letter.webhook ? `, happened ${day(letter.webhook.triggeredAt)}` : '';
  return [
    `${letter.id}  ${domain ?? `store ${letter.shopId}`}  ${aboutWhat(letter)}`,
    `    given up ${day(letter.diedAt)} after ${letter.attempts} tries${happened}`,
    `    ${letter.error}`,
  ];
}

/** For programs, and for `jobs show`. */
export function letterJson(letter: ReadableLetter, domain: ShopDomain | undefined) {
  const { webhook } = letter;
  return {
    id: letter.id,
    shop: domain ?? null,
    about: aboutWhat(letter),
    subject: { ...letter.subject, name: letter.orderName },
    job: letter.kind,
    key: letter.key,
    tries: letter.attempts,
    gaveUpAt: new Date(letter.diedAt).toISOString(),
    error: letter.error,
    webhook: webhook && {
      topic: webhook.topic,
      webhookId: letter.key,
      eventId: webhook.eventId,
      triggeredAt: new Date(webhook.triggeredAt).toISOString(),
      receivedAt: new Date(webhook.receivedAt).toISOString(),
    },
  };
}

/** The webhook's headers, and its body: with `withBody` as it came, else only which fields it has and what says nothing of a person. */
export function letterInFull(letter: ReadableLetter, domain: ShopDomain | undefined, withBody: boolean) {
  const body = letter.webhook && parsedOrNull(letter.webhook.body);
  const shown = withBody ? (letter.webhook?.body ?? null) : shapeOf(body);
  return { ...letterJson(letter, domain), [withBody ? 'body' : 'shape']: shown };
}
