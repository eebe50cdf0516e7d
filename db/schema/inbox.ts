import type { ShopId } from '../../web/platform/kit/ids.ts';

/** Webhooks as they came, stored before they are acknowledged. Primary key (shop_id, webhook_id). */
export interface InboxTable {
  shop_id: ShopId;
  /** X-Shopify-Webhook-Id: one per delivery, the same over its retries. */
  webhook_id: string;
  topic: string;
  /** X-Shopify-Event-Id, shared by all webhooks of one merchant action; null when it was not sent. */
  event_id: string | null;
  /** The body as it came, UTF-8; empty once it is not kept any more. */
  body: string;
  /** Ms; X-Shopify-Triggered-At, or when it came. */
  triggered_at: number;
  /** Ms of the business clock. */
  received_at: number;
}
