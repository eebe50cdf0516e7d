/** All the SQL of the outbox, and of what people do not want to get. */
import type { ExpressionBuilder, Insertable } from 'kysely';
import type { Reader, Tx } from '../../../db/open.ts';
import type { EmailStopsTable } from '../../../db/schema/email-stops.ts';
import type { Database } from '../../../db/schema/index.ts';
import type { MessagesTable } from '../../../db/schema/messages.ts';
import type { CustomerId, ShopId } from '../kit/ids.ts';
import type { Person } from '../manifest.ts';
import type { Addressee } from './email-kind.ts';

export type MessageState = MessagesTable['state'];

export interface Message {
  key: string;
  kind: string;
  to: Addressee;
  payload: unknown;
  /** How often it was tried in vain, or nobody knows whether in vain. */
  tries: number;
  queuedAt: number;
}

/** How one ended. */
export interface Ended {
  state: 'sent' | 'skipped' | 'failed' | 'unknown';
  reason: string | null;
  smtpStatus?: string | null;
}

/** False when there is one of that key. */
export async function addMessage(
  tx: Tx,
  shopId: ShopId,
  row: Omit<Insertable<MessagesTable>, 'shop_id'>,
): Promise<boolean> {
  const result = await tx
    .insertInto('messages')
    .values({ shop_id: shopId, ...row })
    .onConflict((conflict) => conflict.columns(['shop_id', 'message_key']).doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function dueMessages(handle: Reader, shopId: ShopId, now: number, limit: number): Promise<Message[]> {
  const rows = await handle
    .selectFrom('messages')
    .select(['message_key', 'kind', 'customer_id', 'order_id', 'payload', 'tries', 'queued_at'])
    .where('shop_id', '=', shopId)
    .where('state', '=', 'queued')
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .orderBy('message_key')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    key: row.message_key,
    kind: row.kind,
    to: { customerId: row.customer_id, orderId: row.order_id } as Addressee,
    payload: row.payload === null ? null : JSON.parse(row.payload),
    tries: row.tries,
    queuedAt: row.queued_at,
  }));
}

/** When the next one is due; null = none waits. */
export async function nextDueMessage(handle: Reader, shopId: ShopId): Promise<number | null> {
  const row = await handle
    .selectFrom('messages')
    .select('due_at')
    .where('shop_id', '=', shopId)
    .where('state', '=', 'queued')
    .orderBy('due_at')
    .limit(1)
    .executeTakeFirst();
  return row?.due_at ?? null;
}

/** Those of which somebody began to send and nobody wrote down how it ended. */
export async function interruptedMessages(
  handle: Reader,
  shopId: ShopId,
): Promise<Pick<Message, 'key' | 'kind' | 'tries'>[]> {
  const rows = await handle
    .selectFrom('messages')
    .select(['message_key as key', 'kind', 'tries'])
    .where('shop_id', '=', shopId)
    .where('state', '=', 'sending')
    .execute();
  return rows;
}

/** False when it is not waiting any more: erased meanwhile, or another process was quicker. */
export async function beginSending(tx: Tx, shopId: ShopId, key: string): Promise<boolean> {
  const result = await tx
    .updateTable('messages')
    .set({ state: 'sending' })
    .where('shop_id', '=', shopId)
    .where('message_key', '=', key)
    .where('state', '=', 'queued')
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** It was not taken, or not even written: it waits again. `next` null = no later than before. */
export async function waitAgain(
  tx: Tx,
  shopId: ShopId,
  key: string,
  next: { dueAt: number; tries: number } | null,
): Promise<void> {
  await tx
    .updateTable('messages')
    .set({ state: 'queued', ...(next && { due_at: next.dueAt, tries: next.tries }) })
    .where('shop_id', '=', shopId)
    .where('message_key', '=', key)
    .where('state', 'in', ['queued', 'sending'])
    .execute();
}

/** What it was about is not kept. One that was given up as unknown may turn out to have been sent after all. */
export async function endMessage(tx: Tx, shopId: ShopId, key: string, ended: Ended, now: number): Promise<void> {
  await tx
    .updateTable('messages')
    .set({
      state: ended.state,
      reason: ended.reason,
      smtp_status: ended.smtpStatus ?? null,
      payload: null,
      done_at: now,
    })
    .where('shop_id', '=', shopId)
    .where('message_key', '=', key)
    .where('state', 'in', ['queued', 'sending', ...(ended.state === 'sent' ? (['unknown'] as const) : [])])
    .execute();
}

/** Tests that the merchant has sent since then. */
export async function countTests(handle: Reader, shopId: ShopId, since: number): Promise<number> {
  const row = await handle
    .selectFrom('messages')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('shop_id', '=', shopId)
    .where('customer_id', 'is', null)
    .where('order_id', 'is', null)
    .where('queued_at', '>', since)
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

/** How many of each kind ended how since then; tests left aside. */
export async function countEnded(
  handle: Reader,
  shopId: ShopId,
  since: number,
): Promise<{ kind: string; state: MessageState; reason: string | null; count: number }[]> {
  const rows = await handle
    .selectFrom('messages')
    .select((eb) => ['kind', 'state', 'reason', eb.fn.countAll<number>().as('n')])
    .where('shop_id', '=', shopId)
    .where('done_at', '>=', since)
    .where((eb) => eb.or([eb('customer_id', 'is not', null), eb('order_id', 'is not', null)]))
    .groupBy(['kind', 'state', 'reason'])
    .execute();
  return rows.map(({ n, ...row }) => ({ ...row, count: Number(n) }));
}

export async function countWaiting(handle: Reader, shopId: ShopId): Promise<number> {
  const row = await handle
    .selectFrom('messages')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('shop_id', '=', shopId)
    .where('state', 'in', ['queued', 'sending'])
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

/** For the metrics: of all stores. */
export async function countWaitingOfAll(handle: Reader): Promise<number> {
  const row = await handle
    .selectFrom('messages')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('state', 'in', ['queued', 'sending'])
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

/** The latest that were not sent although they should have been, newest first. */
export async function latestFailures(
  handle: Reader,
  shopId: ShopId,
  page: { since: number; limit: number },
): Promise<
  {
    kind: string;
    customerId: string | null;
    orderId: string | null;
    reason: string | null;
    smtpStatus: string | null;
    state: MessageState;
    at: number;
  }[]
> {
  const rows = await handle
    .selectFrom('messages')
    .select(['kind', 'customer_id', 'order_id', 'reason', 'smtp_status', 'state', 'done_at'])
    .where('shop_id', '=', shopId)
    .where('done_at', '>=', page.since)
    .where('state', 'in', ['failed', 'unknown'])
    .orderBy('done_at', 'desc')
    .orderBy('message_key')
    .limit(page.limit)
    .execute();
  return rows.map((row) => ({
    kind: row.kind,
    customerId: row.customer_id,
    orderId: row.order_id,
    reason: row.reason,
    smtpStatus: row.smtp_status,
    state: row.state,
    at: row.done_at ?? 0,
  }));
}

/** Those of these customers and orders whose mailbox did not exist when it was tried last, if that is not longer ago. */
export async function refusedSince(
  handle: Reader,
  shopId: ShopId,
  { customerIds, orderIds }: { customerIds: readonly string[]; orderIds: readonly string[] },
  since: number,
): Promise<{ customers: Set<string>; orders: Set<string> }> {
  const tried = handle
    .selectFrom('messages')
    .select(['customer_id', 'order_id', 'state'])
    .where('shop_id', '=', shopId)
    .where('done_at', '>=', since)
    .where((eb) => eb.or([eb('state', '=', 'sent'), eb('reason', '=', 'address_refused')]))
    .orderBy('done_at');
  const toCustomers =
    customerIds.length === 0
      ? []
      : await tried.where('customer_id', 'in', customerIds).where('order_id', 'is', null).execute();
  const toOrders = orderIds.length === 0 ? [] : await tried.where('order_id', 'in', orderIds).execute();
  return {
    customers: failedLast(toCustomers.map((row) => [row.customer_id, row.state])),
    orders: failedLast(toOrders.map((row) => [row.order_id, row.state])),
  };
}

/** Oldest first. */
function failedLast(tries: readonly (readonly [id: string | null, state: MessageState])[]): Set<string> {
  return new Set([...new Map(tries)].flatMap(([id, state]) => (id !== null && state === 'failed' ? [id] : [])));
}

/** Stores that have the app, and in which something waits. */
export async function storesWithWaiting(handle: Reader): Promise<ShopId[]> {
  const rows = await handle
    .selectFrom('messages')
    .innerJoin('installations', 'installations.shop_id', 'messages.shop_id')
    .select('messages.shop_id')
    .distinct()
    .where('messages.state', 'in', ['queued', 'sending'])
    .where('installations.status', '=', 'active')
    .execute();
  return rows.map((row) => row.shop_id);
}

/** Of all stores, at most so many; returns how many went. */
export async function dropMessagesBefore(tx: Tx, before: number, limit: number): Promise<number> {
  const old = await tx
    .selectFrom('messages')
    .select(['shop_id', 'message_key'])
    .where('done_at', '<', before)
    .limit(limit)
    .execute();
  for (const [shopId, rows] of Map.groupBy(old, ({ shop_id }) => shop_id)) {
    await tx
      .deleteFrom('messages')
      .where('shop_id', '=', shopId)
      .where(
        'message_key',
        'in',
        rows.map(({ message_key }) => message_key),
      )
      .execute();
  }
  return old.length;
}

/** The database is that of a back-up: what waited then may have been sent since, and is not sent again. */
export async function giveUpWaiting(tx: Tx, shopId: ShopId, now: number): Promise<void> {
  await tx
    .updateTable('messages')
    .set({ state: 'unknown', reason: 'restored', payload: null, done_at: now })
    .where('shop_id', '=', shopId)
    .where('state', 'in', ['queued', 'sending'])
    .execute();
}

/** Customer → kind (or `all`) → since when. */
export async function stopsOf(
  handle: Reader,
  shopId: ShopId,
  customerIds: readonly string[],
): Promise<Map<string, Map<string, number>>> {
  const stops = new Map<string, Map<string, number>>();
  if (customerIds.length === 0) return stops;
  const rows = await handle
    .selectFrom('email_stops')
    .select(['customer_id', 'kind', 'stopped_at'])
    .where('shop_id', '=', shopId)
    .where('customer_id', 'in', customerIds)
    .execute();
  for (const row of rows) {
    const kinds = stops.get(row.customer_id) ?? new Map<string, number>();
    stops.set(row.customer_id, kinds.set(row.kind, row.stopped_at));
  }
  return stops;
}

/** From now on; what was stopped before stays as it is. */
export async function stopEmails(
  tx: Tx,
  shopId: ShopId,
  stops: readonly Omit<EmailStopsTable, 'shop_id'>[],
): Promise<void> {
  if (stops.length === 0) return;
  await tx
    .insertInto('email_stops')
    .values(stops.map((stop) => ({ shop_id: shopId, ...stop })))
    .onConflict((conflict) =>
      conflict.columns(['shop_id', 'customer_id', 'kind']).doUpdateSet((eb) => ({
        stopped_at: eb.ref('excluded.stopped_at'),
      })),
    )
    .execute();
}

export async function resumeEmails(
  tx: Tx,
  shopId: ShopId,
  customerId: CustomerId,
  kinds: readonly string[],
): Promise<void> {
  if (kinds.length === 0) return;
  await tx
    .deleteFrom('email_stops')
    .where('shop_id', '=', shopId)
    .where('customer_id', '=', customerId)
    .where('kind', 'in', kinds)
    .execute();
}

/** Two became one: whatever either did not want, they do not want. */
export async function moveStops(tx: Tx, shopId: ShopId, from: string, to: CustomerId): Promise<void> {
  const stops = (await stopsOf(tx, shopId, [from])).get(from);
  if (!stops) return;
  const theirs = (await stopsOf(tx, shopId, [to])).get(to);
  const moved = [...stops].map(([kind, at]) => ({
    customer_id: to,
    kind,
    stopped_at: Math.max(at, theirs?.get(kind) ?? 0),
  }));
  await stopEmails(tx, shopId, moved);
  await tx.deleteFrom('email_stops').where('shop_id', '=', shopId).where('customer_id', '=', from).execute();
}

/** Newest first, for whoever asks what is held of them. */
export async function messagesTo(
  handle: Reader,
  shopId: ShopId,
  person: Pick<Person, 'customerIds' | 'orderIds'>,
): Promise<{ kind: string; state: MessageState; at: number }[]> {
  const rows = await handle
    .selectFrom('messages')
    .select(['kind', 'state', 'queued_at', 'done_at'])
    .where('shop_id', '=', shopId)
    .where(concerning(person))
    .orderBy('queued_at', 'desc')
    .execute();
  return rows.map(({ kind, state, queued_at, done_at }) => ({ kind, state, at: done_at ?? queued_at }));
}

/** They were erased: nothing tells any more what they were written, and nothing that waits is sent. */
export async function dropEmailsOf(
  tx: Tx,
  shopId: ShopId,
  person: Pick<Person, 'customerIds' | 'orderIds'>,
): Promise<void> {
  await tx.deleteFrom('messages').where('shop_id', '=', shopId).where(concerning(person)).execute();
  if (person.customerIds.length === 0) return;
  await tx
    .deleteFrom('email_stops')
    .where('shop_id', '=', shopId)
    .where('customer_id', 'in', person.customerIds)
    .execute();
}

function concerning({ customerIds, orderIds }: Pick<Person, 'customerIds' | 'orderIds'>) {
  return (eb: ExpressionBuilder<Database, 'messages'>) =>
    eb.or([
      ...(customerIds.length === 0 ? [] : [eb('customer_id', 'in', customerIds)]),
      ...(orderIds.length === 0 ? [] : [eb('order_id', 'in', orderIds)]),
    ]);
}
