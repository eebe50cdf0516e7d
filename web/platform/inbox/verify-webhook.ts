/** Is this request a webhook of Shopify's? Decided on the raw bytes, before anything is parsed. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { type ShopDomain, shopDomain } from '../kit/ids.ts';
import { agreesWithHeaders } from './agrees-with-headers.ts';

export interface VerifiedWebhook {
  domain: ShopDomain;
  topic: string;
  webhookId: string;
  eventId: string | null;
  /** Ms, from X-Shopify-Triggered-At; null when it was not sent or is no time. */
  triggeredAt: number | null;
  body: string;
}

const TOPIC = /^[a-z0-9_]{1,64}[/.][a-z0-9_/.]{1,64}$/;
const ID = /^[\x21-\x7e]{1,128}$/;

/** Null: not signed by us, or without what a webhook must say about itself. The caller learns no more than that. */
export function verifyWebhook(
  header: (name: string) => string | undefined,
  rawBody: Buffer,
  secrets: readonly string[],
): VerifiedWebhook | null {
  const signature = Buffer.from(header('x-shopify-hmac-sha256') ?? '');
  if (!secrets.some((secret) => signedWith(secret, rawBody, signature))) return null;
  const domain = shopDomain(header('x-shopify-shop-domain'));
  const topic = header('x-shopify-topic') ?? '';
  const webhookId = header('x-shopify-webhook-id') ?? '';
  const eventId = header('x-shopify-event-id') ?? '';
  if (domain === null || !TOPIC.test(topic) || !ID.test(webhookId)) return null;
  const body = rawBody.toString('utf8');
  if (!agreesWithHeaders(parsed(body), { topic, domain })) return null;
  const triggeredAt = Date.parse(header('x-shopify-triggered-at') ?? '');
  return {
    domain,
    topic,
    webhookId,
    eventId: ID.test(eventId) ? eventId : null,
    triggeredAt: Number.isNaN(triggeredAt) ? null : triggeredAt,
    body,
  };
}

/** The texts are compared: base64 can be written in several ways, and Shopify writes it in one. */
function signedWith(secret: string, rawBody: Buffer, signature: Buffer): boolean {
  const expected = Buffer.from(createHmac('sha256', secret).update(rawBody).digest('base64'));
  return signature.length === expected.length && timingSafeEqual(signature, expected);
}

/** A signed body that no handler could ever read must not become a job that fails for ever; NUL cannot be stored on PostgreSQL. */
function parsed(text: string): unknown {
  if (text.includes('\0')) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
