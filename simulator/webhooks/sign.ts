import { createHmac } from 'node:crypto';

/** X-Shopify-Hmac-Sha256: base64 HMAC-SHA256 of the raw bytes with the app's secret. */
export function webhookSignature(body: Uint8Array, secret: string): string {
  return createHmac('sha256', secret).update(body).digest('base64');
}
