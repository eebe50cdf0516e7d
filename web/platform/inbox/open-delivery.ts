import type { Reader } from '../../../db/open.ts';
import type { ShopId } from '../kit/ids.ts';
import { parseLosslessJson } from '../kit/lossless-json.ts';
import type { WebhookDelivery } from '../manifest.ts';

/** Stored webhooks with their bodies parsed, for each id in its place; null for one that is not kept any more. */
export async function openDeliveries(
  handle: Reader,
  shopId: ShopId,
  webhookIds: readonly string[],
): Promise<(WebhookDelivery | null)[]> {
  const rows = await handle
    .selectFrom('inbox')
    .select(['webhook_id', 'topic', 'body', 'triggered_at'])
    .where('shop_id', '=', shopId)
    .where('webhook_id', 'in', webhookIds)
    .execute();
  const deliveries = new Map(
    rows.map((row) => [
      row.webhook_id,
      {
        shopId,
        webhookId: row.webhook_id,
        topic: row.topic,
        triggeredAt: row.triggered_at,
        body: parseLosslessJson(row.body),
      },
    ]),
  );
  return webhookIds.map((id) => deliveries.get(id) ?? null);
}
