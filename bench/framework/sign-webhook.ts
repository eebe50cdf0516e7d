import { createHmac } from 'node:crypto';
import type { OrderDelivery } from './order-webhooks.ts';

/** What Shopify says of a delivery in its headers. */
export function webhookHeaders(
  { topic, webhookId, body }: OrderDelivery,
  { shop, secret }: { shop: string; secret: string },
): Record<string, string> {
  return {
    'content-type': 'application/json',
    'x-shopify-topic': topic,
    'x-shopify-shop-domain': shop,
    'x-shopify-api-version': '2026-07',
    'x-shopify-hmac-sha256': createHmac('sha256', secret).update(body).digest('base64'),
    'x-shopify-webhook-id': webhookId,
    'x-shopify-event-id': `event-${webhookId}`,
    'x-shopify-triggered-at': new Date().toISOString(),
  };
}
