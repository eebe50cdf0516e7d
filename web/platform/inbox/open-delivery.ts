import type { Reader } from '../../../db/open.ts';
import type { ShopId } from '../kit/ids.ts';
import { parseLosslessJson } from '../kit/lossless-json.ts';
import type { WebhookDelivery } from '../manifest.ts';
import { agreesWithHeaders, storeNumberIn } from './agrees-with-headers.ts';

/**
 * Stored webhooks with their bodies parsed, for each id in its place; null for one that is not kept any more. Throws when a body cannot
 * be read, or is not what its headers say: nothing is made of that, and an operator can look at it.
 */
export async function openDeliveries(
  handle: Reader,
  shopId: ShopId,
  webhookIds: readonly string[],
): Promise<(WebhookDelivery | null)[]> {
  const rows = await handle
    .selectFrom('inbox')
    .innerJoin('installations', 'installations.shop_id', 'inbox.shop_id')
    .leftJoin('shops', 'shops.shop_id', 'inbox.shop_id')
    .select(['webhook_id', 'topic', 'body', 'triggered_at', 'installations.domain', 'shops.shopify_id'])
    .where('inbox.shop_id', '=', shopId)
    .where('webhook_id', 'in', webhookIds)
    // Cut: whoever it spoke of was erased.
    .where('body', '!=', '')
    .execute();
  const deliveries = new Map(
    rows.map(({ webhook_id: webhookId, topic, body: text, triggered_at: triggeredAt, domain, shopify_id: number }) => {
      const body = parseLosslessJson(text);
      const told = storeNumberIn(body, topic);
      if (!agreesWithHeaders(body, { topic, domain }) || (told !== null && number && told !== number)) {
        throw new Error(`The signed body is not the ${topic} of this store that its headers announce`);
      }
      return [webhookId, { shopId, webhookId, topic, triggeredAt, body }];
    }),
  );
  return webhookIds.map((id) => deliveries.get(id) ?? null);
}
