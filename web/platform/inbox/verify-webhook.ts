/** Is this request a webhook of Shopify's? Decided on the raw bytes, before anything is parsed. */
import type { IncomingHttpHeaders } from 'node:http';
import { type ShopDomain, shopDomain } from '../kit/ids.ts';
import { signedByShopify } from '../kit/shopify-signature.ts';
import { agreesWithHeaders, isGrave } from './agrees-with-headers.ts';

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

/**
 * Null: not signed by us, or without what a webhook must say about itself. The caller learns no more than that. `headers`: as Node
 * gives them, with a header that came twice as one text. What the body says is looked at when it is opened (`open-delivery.ts`), but for
 * the few grave ones: to parse every order here would halve the throughput.
 */
export function verifyWebhook(
  headers: IncomingHttpHeaders,
  rawBody: Buffer,
  secrets: readonly string[],
): VerifiedWebhook | null {
  if (!signedByShopify(text(headers, 'x-shopify-hmac-sha256'), rawBody, secrets)) return null;
  const domain = shopDomain(headers['x-shopify-shop-domain']);
  const topic = text(headers, 'x-shopify-topic');
  const webhookId = text(headers, 'x-shopify-webhook-id');
  const eventId = text(headers, 'x-shopify-event-id');
  if (domain === null || !TOPIC.test(topic) || !ID.test(webhookId)) return null;
  const body = rawBody.toString('utf8');
  // PostgreSQL cannot store a NUL.
  if (!looksLikeObject(body) || body.includes('\0')) return null;
  if (isGrave(topic) && !agreesWithHeaders(parsed(body), { topic, domain })) return null;
  const triggeredAt = Date.parse(text(headers, 'x-shopify-triggered-at'));
  return {
    domain,
    topic,
    webhookId,
    eventId: ID.test(eventId) ? eventId : null,
    triggeredAt: Number.isNaN(triggeredAt) ? null : triggeredAt,
    body,
  };
}

function text(headers: IncomingHttpHeaders, name: string): string {
  const value = headers[name];
  return typeof value === 'string' ? value : '';
}

/** Every webhook is one. */
function looksLikeObject(json: string): boolean {
  const trimmed = json.trim();
  return trimmed.startsWith('{') && trimmed.endsWith('}');
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
