/**
 * Who has made an account gets points for it, once. With classic accounts Shopify says so: `customers/enable`, or a customer who is
 * made with an account. With the new customer accounts it does not (their `state` means nothing, everybody logs in by a code), so
 * there it is the tap on "Join" in the panel, by somebody who is logged in (`storefront.ts`).
 *
 * Those who are read from Shopify (after installation, by the daily comparison) or come in with an order or by a merge have not just
 * made an account, so none of these counts.
 */
import { customerPayload } from '../../mirror/customers/index.ts';
import type { CustomerId } from '../../platform/kit/ids.ts';
import type { WebhookHandler } from '../../platform/manifest.ts';
import { programmeVersions } from '../programme/index.ts';
import { give } from './give.ts';
import { offeredSince, offerOf } from './offered.ts';

/** `customers/create`, `customers/enable` */
export const onAccount: WebhookHandler = async (services, { shopId, body, triggeredAt }) => {
  const { id, state } = customerPayload.parse(body);
  if (state !== 'enabled') return;
  const versions = await programmeVersions(services, shopId);
  const { settings } = versions.at(-1) ?? versions[0];
  const offer = offerOf(settings, 'sign_up');
  const since = offeredSince(versions, (each) => offerOf(each, 'sign_up') !== null);
  // An old message of an account that was made before.
  if (offer === null || since === null || triggeredAt < since) return;
  await give(services, shopId, settings, { customerId: id as CustomerId, offer, occasion: '' });
};
