import type { Reader } from '../../../db/open.ts';
import type { ShopId } from '../kit/ids.ts';
import { parseLosslessJson } from '../kit/lossless-json.ts';
import type { WebhookDelivery } from '../manifest.ts';

/** A stored webhook, its body parsed; null when it is not kept any more. */
export async function openDelivery(handle: Reader, shopId: ShopId, webhookId: string): Promise<WebhookDelivery | null> {
  const row = await handle
    .selectFrom('inbox')
    .select(['topic', 'body', 'triggered_at'])
    .where('shop_id', '=', shopId)
    .where('webhook_id', '=', webhookId)
    .executeTakeFirst();
  if (!row) return null;
  return {
    shopId,
    webhookId,
    topic: row.topic,
    triggeredAt: row.triggered_at,
    body: parseLosslessJson(row.body),
  };
}
