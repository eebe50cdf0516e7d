/** `X-Shopify-Hmac-Sha256`: what Shopify itself sends is signed with the app's secret, over the raw bytes. */
import { createHmac, timingSafeEqual } from 'node:crypto';

/** The texts are compared: base64 can be written in several ways, and Shopify writes it in one. */
export function signedByShopify(signature: string, rawBody: Buffer, secrets: readonly string[]): boolean {
  const given = Buffer.from(signature);
  return secrets.some((secret) => {
    const expected = Buffer.from(createHmac('sha256', secret).update(rawBody).digest('base64'));
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}
