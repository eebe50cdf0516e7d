/**
 * Who of the staff saw whose personal data. An answer that shows some goes out when this is written down; those of one turn of the event loop are
 * written together. A power cut may take the last moments back, a crash of the process may not.
 */
import { randomBytes } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { AccessLogTable } from '../../../db/schema/access-log.ts';
import type { Db, Reader, Tx } from '../../../db/open.ts';
import { gather } from '../jobs/gather.ts';
import { HOUR } from '../kit/clock.ts';
import type { ShopId } from '../kit/ids.ts';
import type { Seen } from '../manifest.ts';
import type { AccessLogEntry } from './api-types.ts';

export interface Access extends Seen {
  staffId: string;
  /** Ms of the business clock. */
  at: number;
}

/** Tells of one; resolves when it is written down. */
export type AccessLog = (shopId: ShopId, access: Access) => Promise<void>;

export function createAccessLog(db: Db): AccessLog {
  return gather<Access, void>(async (shopId, accesses) => {
    const rows = accesses.map(({ at, staffId, what, customerIds, people }) => ({
      shop_id: shopId,
      entry_id: `${placeOf(at)}-${randomBytes(6).toString('hex')}`,
      at,
      staff_id: staffId,
      what,
      customer_ids: customerIds.length === 0 ? '' : `,${customerIds.join(',')},`,
      people: people ?? customerIds.length,
    }));
    const looks: typeof rows = [];
    for (const row of rows) if (!(await isRenewal(db.read, row))) looks.push(row);
    if (looks.length > 0)
      await db.transaction((tx) => tx.insertInto('access_log').values(looks).execute(), { mayBeLost: true });
    return accesses.map(() => undefined);
  });
}

/** The home page asks anew by itself as long as it is open: the same people, shown there to the same eyes, are one look an hour. */
async function isRenewal(handle: Reader, row: Selectable<AccessLogTable>): Promise<boolean> {
  if (row.what !== 'home') return false;
  const seen = await handle
    .selectFrom('access_log')
    .select('entry_id')
    .where('shop_id', '=', row.shop_id)
    .where('entry_id', '>', placeOf(row.at - HOUR))
    .where('staff_id', '=', row.staff_id)
    .where('what', '=', row.what)
    .where('customer_ids', '=', row.customer_ids)
    .limit(1)
    .execute();
  return seen.length > 0;
}

/** Newest first. */
export async function accessLogPage(
  handle: Reader,
  shopId: ShopId,
  page: { customerId: string | null; before: string | null; limit: number },
): Promise<{ id: string; entry: AccessLogEntry }[]> {
  const { customerId, before } = page;
  const rows = await handle
    .selectFrom('access_log')
    .selectAll()
    .where('shop_id', '=', shopId)
    .$if(before !== null, (query) => query.where('entry_id', '<', before ?? ''))
    .$if(customerId !== null, (query) => query.where('customer_ids', 'like', `%,${customerId},%`))
    .orderBy('entry_id', 'desc')
    .limit(page.limit)
    .execute();
  return rows.map((row) => ({
    id: row.entry_id,
    entry: {
      at: new Date(row.at).toISOString(),
      staffId: row.staff_id,
      what: row.what,
      customerIds: row.customer_ids.split(',').filter(Boolean),
      people: row.people,
    },
  }));
}

/** That somebody looked stays; at whom does not. */
export async function forgetAccessTo(tx: Tx, shopId: ShopId, customerIds: readonly string[]): Promise<void> {
  for (const customerId of customerIds) {
    const rows = await tx
      .selectFrom('access_log')
      .select(['entry_id', 'customer_ids'])
      .where('shop_id', '=', shopId)
      .where('customer_ids', 'like', `%,${customerId},%`)
      .execute();
    for (const { entry_id, customer_ids } of rows) {
      const left = customer_ids.split(',').filter((id) => id !== '' && id !== customerId);
      await tx
        .updateTable('access_log')
        .set({ customer_ids: left.length === 0 ? '' : `,${left.join(',')},` })
        .where('shop_id', '=', shopId)
        .where('entry_id', '=', entry_id)
        .execute();
    }
  }
}

export function accessesBefore(handle: Reader, shopId: ShopId, before: number) {
  return handle
    .selectFrom('access_log')
    .select('entry_id')
    .where('shop_id', '=', shopId)
    .where('entry_id', '<', placeOf(before));
}

export async function dropAccessesBefore(tx: Tx, shopId: ShopId, before: number): Promise<void> {
  const old = accessesBefore(tx, shopId, before);
  await tx.deleteFrom('access_log').where('shop_id', '=', shopId).where('entry_id', 'in', old).execute();
}

function placeOf(at: number): string {
  return String(at).padStart(15, '0');
}
