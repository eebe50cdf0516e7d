import type { Selectable } from 'kysely';
import type { Reader, Tx } from '../../../db/open.ts';
import type { MirrorFindsTable } from '../../../db/schema/mirror-finds.ts';
import type { MirrorSyncsTable } from '../../../db/schema/mirror-syncs.ts';
import { DAY } from '../../platform/kit/clock.ts';
import type { ShopId } from '../../platform/kit/ids.ts';

export type Resource = MirrorSyncsTable['resource'];
export type SyncRow = Omit<Selectable<MirrorSyncsTable>, 'shop_id' | 'resource'>;

const NEVER: SyncRow = {
  cursor: null,
  finished_at: null,
  since: null,
  until: null,
  missed: 0,
  complete_to: null,
  looked_to: null,
};

export async function findSync(handle: Reader, shopId: ShopId, resource: Resource): Promise<SyncRow | null> {
  const row = await handle
    .selectFrom('mirror_syncs')
    .select(['cursor', 'finished_at', 'since', 'until', 'missed', 'complete_to', 'looked_to'])
    .where('shop_id', '=', shopId)
    .where('resource', '=', resource)
    .executeTakeFirst();
  return row ?? null;
}

export async function findSyncs(handle: Reader, shopId: ShopId): Promise<Map<Resource, SyncRow>> {
  const rows = await handle.selectFrom('mirror_syncs').selectAll().where('shop_id', '=', shopId).execute();
  return new Map(rows.map((row) => [row.resource, row]));
}

export function saveSync(tx: Tx, shopId: ShopId, resource: Resource, changes: Partial<SyncRow>): Promise<void> {
  return saveSyncs(tx, shopId, [{ resource, ...changes }]);
}

/** The same columns of several. */
export async function saveSyncs<Changes extends Partial<SyncRow>>(
  tx: Tx,
  shopId: ShopId,
  rows: readonly ({ resource: Resource } & Changes)[],
): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const columns = (Object.keys(first) as (keyof SyncRow | 'resource')[]).filter((column) => column !== 'resource');
  await tx
    .insertInto('mirror_syncs')
    .values(rows.map((row) => ({ shop_id: shopId, ...NEVER, ...row })))
    .onConflict((conflict) =>
      conflict
        .columns(['shop_id', 'resource'])
        .doUpdateSet((eb) => Object.fromEntries(columns.map((column) => [column, eb.ref(`excluded.${column}`)]))),
    )
    .execute();
}

/** A place in a list that is the id of one of these is not kept: the round begins anew. */
export async function forgetPlace(tx: Tx, shopId: ShopId, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .updateTable('mirror_syncs')
    .set({ looked_to: null })
    .where('shop_id', '=', shopId)
    .where('looked_to', 'in', ids)
    .execute();
}

/** Finds are told to the merchant for this long. */
const KEPT = 90 * DAY;

export async function noteFind(tx: Tx, shopId: ShopId, find: Omit<MirrorFindsTable, 'shop_id'>): Promise<void> {
  await tx
    .insertInto('mirror_finds')
    .values({ shop_id: shopId, ...find })
    .onConflict((conflict) =>
      conflict.columns(['shop_id', 'found_at', 'resource']).doUpdateSet((eb) => ({
        missed: eb('mirror_finds.missed', '+', find.missed),
        gone: eb('mirror_finds.gone', '+', find.gone),
      })),
    )
    .execute();
  await tx
    .deleteFrom('mirror_finds')
    .where('shop_id', '=', shopId)
    .where('found_at', '<', find.found_at - KEPT)
    .execute();
}

/** Newest first. */
export async function latestFinds(
  handle: Reader,
  shopId: ShopId,
  limit: number,
): Promise<Omit<MirrorFindsTable, 'shop_id'>[]> {
  return handle
    .selectFrom('mirror_finds')
    .select(['found_at', 'resource', 'missed', 'gone'])
    .where('shop_id', '=', shopId)
    .orderBy('found_at', 'desc')
    .orderBy('resource')
    .limit(limit)
    .execute();
}

/** What was found in the stores together, for as long as finds are kept. */
export async function countFinds(handle: Reader): Promise<{ resource: Resource; missed: number; gone: number }[]> {
  const rows = await handle
    .selectFrom('mirror_finds')
    .select((eb) => ['resource', eb.fn.sum<number>('missed').as('missed'), eb.fn.sum<number>('gone').as('gone')])
    .groupBy('resource')
    .execute();
  return rows.map(({ resource, missed, gone }) => ({ resource, missed: Number(missed), gone: Number(gone) }));
}
