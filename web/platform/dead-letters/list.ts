/** The jobs that were given up, each with what it was about. */
import type { Reader } from '../../../db/open.ts';
import { type DeadLetter, deadLetters } from '../jobs/set-aside.ts';
import type { ShopId } from '../kit/ids.ts';
import { parseLosslessJson } from '../kit/lossless-json.ts';
import { type Subject, subjectOf } from './subject.ts';
import { errorWithoutPeople } from './without-people.ts';

/** Order ids → names such as `#1001`, as far as they are known. */
export type OrderNames = (handle: Reader, shopId: ShopId, ids: readonly string[]) => Promise<Map<string, string>>;

export interface ReadableLetter extends DeadLetter {
  subject: Subject;
  /** Of the order that it was about. */
  orderName: string | null;
  /** Null where the job came from no webhook, or the webhook is not kept any more. */
  webhook: { topic: string; triggeredAt: number; receivedAt: number; eventId: string | null; body: string } | null;
}

/** Newest first. The error is without what it may have quoted. */
export async function readableLetters(
  handle: Reader,
  orderNames: OrderNames,
  which: { shopId?: ShopId | undefined; id?: number | undefined; limit: number },
): Promise<ReadableLetter[]> {
  const letters = await deadLetters(handle, which.limit, which);
  const readable: ReadableLetter[] = [];
  for (const [shopId, ofShop] of Map.groupBy(letters, (letter) => letter.shopId))
    readable.push(...(await ofOneShop(handle, orderNames, shopId, ofShop)));
  return readable.sort((a, b) => b.id - a.id);
}

async function ofOneShop(
  handle: Reader,
  orderNames: OrderNames,
  shopId: ShopId,
  letters: readonly DeadLetter[],
): Promise<ReadableLetter[]> {
  const webhooks = await webhooksOf(
    handle,
    shopId,
    letters.filter(({ kind }) => kind.startsWith('webhook:')).map(({ key }) => key),
  );
  const described = letters.map((letter) => {
    const webhook = webhooks.get(letter.key) ?? null;
    const stored = webhook && { topic: webhook.topic, body: parsedOrNull(webhook.body) };
    return { ...letter, error: errorWithoutPeople(letter.error), subject: subjectOf(letter, stored), webhook };
  });
  const orders = described.flatMap(({ subject }) => (subject.kind === 'order' ? (subject.id ?? []) : []));
  const names = orders.length > 0 ? await orderNames(handle, shopId, orders) : new Map<string, string>();
  return described.map((letter) => ({
    ...letter,
    orderName: letter.subject.kind === 'order' ? (names.get(letter.subject.id ?? '') ?? nameIn(letter.webhook)) : null,
  }));
}

async function webhooksOf(
  handle: Reader,
  shopId: ShopId,
  ids: readonly string[],
): Promise<Map<string, NonNullable<ReadableLetter['webhook']>>> {
  if (ids.length === 0) return new Map();
  const rows = await handle
    .selectFrom('inbox')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('webhook_id', 'in', ids)
    .execute();
  return new Map(
    rows.map(({ webhook_id, topic, triggered_at, received_at, event_id, body }) => [
      webhook_id,
      { topic, triggeredAt: triggered_at, receivedAt: received_at, eventId: event_id, body },
    ]),
  );
}

/** An order's own webhook tells its name, too. */
function nameIn(webhook: ReadableLetter['webhook']): string | null {
  if (!webhook?.topic.startsWith('orders/')) return null;
  const body = parsedOrNull(webhook.body);
  if (typeof body !== 'object' || body === null || !('name' in body)) return null;
  return typeof body.name === 'string' ? body.name.slice(0, 40) : null;
}

/** A body that cannot be read may be the very reason why the job was given up. */
export function parsedOrNull(text: string): unknown {
  try {
    return parseLosslessJson(text);
  } catch {
    return null;
  }
}
