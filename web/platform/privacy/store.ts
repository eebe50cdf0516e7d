/** The SQL of requests for personal data, and of the copies that were made for them. */
import type { Selectable } from 'kysely';
import type { Reader, Tx } from '../../../db/open.ts';
import type { DataRequestsTable } from '../../../db/schema/data-requests.ts';
import type { ShopId } from '../kit/ids.ts';
import type { Person } from '../manifest.ts';
import { mentionOf } from './mentions.ts';
import type { ExportSection } from './sections.ts';

/** As Shopify named them, and by the name that the store knows. */
export interface RequestedPerson {
  customerId: string | null;
  name: string | null;
  email: string | null;
  phone: string | null;
}

export type DataRequestRecord = Selectable<DataRequestsTable>;

/** What was put together for a request stays: the same one again, which somebody may have caught on its way, changes nothing. */
export async function storeDataRequest(
  tx: Tx,
  shopId: ShopId,
  request: { requestId: string; requestedAt: number; person: RequestedPerson; sections: readonly ExportSection[] },
): Promise<void> {
  const held = request.sections.filter(({ rows }) => rows.length > 0);
  const copy = {
    customer_id: request.person.customerId,
    person: JSON.stringify(request.person),
    content: held.length > 0 ? ('held' as const) : ('nothing' as const),
    export: JSON.stringify(held),
  };
  await tx
    .insertInto('data_requests')
    .values({
      shop_id: shopId,
      request_id: request.requestId,
      requested_at: request.requestedAt,
      done_at: null,
      done_by: null,
      ...copy,
    })
    .onConflict((conflict) => conflict.columns(['shop_id', 'request_id']).doNothing())
    .execute();
}

/** Those that wait for the merchant first, each kind with the newest first. */
export async function dataRequests(
  handle: Reader,
  shopId: ShopId,
  page: { offset: number; limit: number },
): Promise<DataRequestRecord[]> {
  return handle
    .selectFrom('data_requests')
    .selectAll()
    .where('shop_id', '=', shopId)
    .orderBy((eb) => eb.case().when('done_at', 'is', null).then(0).else(1).end())
    .orderBy('requested_at', 'desc')
    .orderBy('request_id')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
}

export async function countOpen(handle: Reader, shopId: ShopId): Promise<number> {
  const row = await handle
    .selectFrom('data_requests')
    .where('shop_id', '=', shopId)
    .where('done_at', 'is', null)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

export async function findDataRequest(
  handle: Reader,
  shopId: ShopId,
  requestId: string,
): Promise<DataRequestRecord | null> {
  const row = await handle
    .selectFrom('data_requests')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('request_id', '=', requestId)
    .executeTakeFirst();
  return row ?? null;
}

/** Who says so first has done it. */
export async function markDone(
  tx: Tx,
  shopId: ShopId,
  requestId: string,
  done: { at: number; by: string } | null,
): Promise<void> {
  await tx
    .updateTable('data_requests')
    .set({ done_at: done?.at ?? null, done_by: done?.by ?? null })
    .where('shop_id', '=', shopId)
    .where('request_id', '=', requestId)
    .where('done_at', done === null ? 'is not' : 'is', null)
    .execute();
}

/** The person was erased: that somebody had asked stays, and who and what does not. */
export async function forgetRequestsOf(tx: Tx, shopId: ShopId, person: Person): Promise<void> {
  const mention = mentionOf(person);
  if (mention === null) return;
  const rows = await tx
    .selectFrom('data_requests')
    .select(['request_id', 'customer_id', 'person', 'export'])
    .where('shop_id', '=', shopId)
    .execute();
  const theirs = rows.filter((row) =>
    [row.customer_id ?? '', row.person ?? '', row.export].some((text) => text.search(mention) >= 0),
  );
  await dropCopies(
    tx,
    shopId,
    theirs.map((row) => row.request_id),
    'erased',
  );
}

/** Copies that were kept for their time. */
interface Before {
  doneAt: number;
  requestedAt: number;
}

/** Those that are still there. */
export function copiesBefore(handle: Reader, shopId: ShopId, before: Before) {
  return handle
    .selectFrom('data_requests')
    .select('request_id')
    .where('shop_id', '=', shopId)
    .where((eb) => eb.or([eb('person', 'is not', null), eb('export', '!=', '[]')]))
    .where((eb) => eb.or([eb('done_at', '<', before.doneAt), eb('requested_at', '<', before.requestedAt)]));
}

export async function expireCopies(tx: Tx, shopId: ShopId, before: Before): Promise<void> {
  const rows = await copiesBefore(tx, shopId, before).execute();
  await dropCopies(
    tx,
    shopId,
    rows.map((row) => row.request_id),
    'expired',
  );
}

async function dropCopies(
  tx: Tx,
  shopId: ShopId,
  requestIds: readonly string[],
  content: 'erased' | 'expired',
): Promise<void> {
  for (const requestId of requestIds) {
    await tx
      .updateTable('data_requests')
      .set((eb) => ({
        customer_id: null,
        person: null,
        export: '[]',
        content: eb
          .case()
          .when('content', '=', 'nothing')
          .then('nothing' as const)
          .else(content)
          .end(),
      }))
      .where('shop_id', '=', shopId)
      .where('request_id', '=', requestId)
      .execute();
  }
}
