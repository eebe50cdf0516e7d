/** Webhooks that are still stored as they came, and speak of a person. */
import type { Reader, Tx } from '../../../db/open.ts';
import { keptForJob } from '../jobs/set-aside.ts';
import type { ShopId } from '../kit/ids.ts';
import type { Person } from '../manifest.ts';
import { mentionOf } from './mentions.ts';

export interface StoredWebhook {
  webhookId: string;
  topic: string;
  triggeredAt: number;
  body: string;
}

/** What a query looks for at once; each walks through all bodies of the store that are still kept. */
const TEXTS_PER_QUERY = 50;

/** These are about personal data themselves. */
const REQUESTS = ['customers/data_request', 'customers/redact', 'shop/redact'];
/** Worked on before they are cut: they concern somebody else, too, or are requests of this kind. */
const WORKED_ON_FIRST = [...REQUESTS, 'customers/merge'];

export async function webhooksAbout(handle: Reader, shopId: ShopId, person: Person): Promise<StoredWebhook[]> {
  const rows = await mentioning(handle, shopId, person);
  return rows.filter(({ topic }) => !REQUESTS.includes(topic)).sort((a, b) => a.triggeredAt - b.triggeredAt);
}

/**
 * Cuts the bodies of webhooks that speak of them, also of those that still wait: what they would have told of the person is not to be known
 * any more, and what they tell of orders is found by the comparison with Shopify. Returns whose jobs have nothing to do any more.
 */
export async function cutWebhooksAbout(tx: Tx, shopId: ShopId, person: Person): Promise<string[]> {
  const rows = await mentioning(tx, shopId, person);
  const ids = rows
    .filter(({ topic, inWork }) => !(inWork && WORKED_ON_FIRST.includes(topic)))
    .map(({ webhookId }) => webhookId);
  await cutBodies(tx, shopId, ids);
  return ids;
}

/** That they came stays, so that a repetition is known as one. */
export async function cutBodies(tx: Tx, shopId: ShopId, webhookIds: readonly string[]): Promise<void> {
  for (let start = 0; start < webhookIds.length; start += 1_000) {
    await tx
      .updateTable('inbox')
      .set({ body: '' })
      .where('shop_id', '=', shopId)
      .where('webhook_id', 'in', webhookIds.slice(start, start + 1_000))
      .execute();
  }
}

async function mentioning(
  handle: Reader,
  shopId: ShopId,
  person: Person,
): Promise<(StoredWebhook & { inWork: boolean })[]> {
  // Whoever is known by a name only is not looked for: names are shared.
  const known = { ...person, names: [] };
  const mention = mentionOf(known);
  if (mention === null) return [];
  const texts = [...person.customerIds, ...person.orderIds, ...person.emails, ...person.phones];
  const found = new Map<string, StoredWebhook & { inWork: boolean }>();
  for (let start = 0; start < texts.length; start += TEXTS_PER_QUERY) {
    const rows = await handle
      .selectFrom('inbox')
      .select((eb) => [
        'webhook_id as webhookId',
        'topic',
        'triggered_at as triggeredAt',
        'body',
        keptForJob(handle, shopId, 'webhook:', eb.ref('inbox.webhook_id')).as('inWork'),
      ])
      .where('shop_id', '=', shopId)
      .where('body', '!=', '')
      .where((eb) =>
        eb.or(
          texts
            .slice(start, start + TEXTS_PER_QUERY)
            .map((text) => eb(eb.fn<string>('lower', ['body']), 'like', `%${likeText(text.toLowerCase())}%`)),
        ),
      )
      .execute();
    for (const row of rows)
      if (row.body.search(mention) >= 0) found.set(row.webhookId, { ...row, inWork: Boolean(row.inWork) });
  }
  return [...found.values()];
}

/** `%` and `_` match anything; what matches too much is sorted out afterwards. */
function likeText(text: string): string {
  return text.replaceAll(/[\\%]/g, '_');
}
