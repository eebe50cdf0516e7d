/**
 * Who agrees to the store's emails gets points for it, once. The webhook says whose consent has changed; what it is, and since when,
 * is read from Shopify: only a consent that was given while it was rewarded counts.
 */
import { z } from 'zod';
import { type CustomerId, gid } from '../../platform/kit/ids.ts';
import { payloadId } from '../../platform/kit/payload-fields.ts';
import type { WebhookHandler } from '../../platform/manifest.ts';
import { readRecipients } from '../../platform/messages/read-recipients.ts';
import { programmeVersions } from '../programme/index.ts';
import { give } from './give.ts';
import { offeredSince, offerOf } from './offered.ts';

/** A new customer's own id, and in the other message the customer's. */
const consentOf = z
  .object({ customer_id: payloadId.optional(), id: payloadId.optional() })
  .transform(({ customer_id, id }) => (customer_id ?? id ?? null) as CustomerId | null);

/** `customers/create`, `customers_email_marketing_consent/update` */
export const onConsent: WebhookHandler = async (services, { shopId, body }) => {
  const versions = await programmeVersions(services, shopId);
  const { settings } = versions.at(-1) ?? versions[0];
  const offer = offerOf(settings, 'newsletter');
  const since = offeredSince(versions, (each) => offerOf(each, 'newsletter') !== null);
  const customerId = consentOf.parse(body);
  if (offer === null || since === null || customerId === null) return;
  const who = gid('Customer', customerId);
  const { consent } = (await readRecipients(services, shopId, [who])).get(who) ?? { consent: null };
  if (consent?.state !== 'SUBSCRIBED' || (consent.updatedAt ?? 0) < since) return;
  await give(services, shopId, settings, { customerId, offer, occasion: '' });
};
