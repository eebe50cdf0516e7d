/** What the merchant wanted of past orders: dry runs, and acts of awarding them. */
import type { Selectable } from 'kysely';
import type { Reader, Tx } from '../../../../db/open.ts';
import type { AwardPreviewsTable } from '../../../../db/schema/award-previews.ts';
import type { PointsAwardsTable } from '../../../../db/schema/points-awards.ts';
import type { ShopId } from '../../../platform/kit/ids.ts';
import type { PastOrdersCount } from '../api-types.ts';

export interface PreviewRow {
  /** Ms. */
  since: number;
  version: number;
  askedAt: number;
  total: number;
  scanned: number;
  /** Null while it runs. */
  counted: PastOrdersCount | null;
}

export interface AwardRow extends PreviewRow {
  /** 1, 2, 3, … */
  award: number;
  key: string;
  state: PointsAwardsTable['state'];
  /** What the merchant had seen before; null = did not say. */
  expected: Pick<PastOrdersCount, 'customers' | 'orders' | 'points'> | null;
  /** Id of the last order that was looked at; empty = none yet. */
  cursor: string;
}

/** Oldest first. There are few: one for each time that the merchant asked. */
export async function loadAwards(handle: Reader, shopId: ShopId): Promise<AwardRow[]> {
  const rows = await handle
    .selectFrom('points_awards')
    .selectAll()
    .where('shop_id', '=', shopId)
    .orderBy('award')
    .execute();
  return rows.map(toAward);
}

/** False when that number or that key was taken meanwhile. */
export async function insertAward(
  tx: Tx,
  shopId: ShopId,
  award: Pick<AwardRow, 'award' | 'key' | 'since' | 'version' | 'askedAt' | 'expected'> & { staffId: string },
): Promise<boolean> {
  const result = await tx
    .insertInto('points_awards')
    .values({
      shop_id: shopId,
      award: award.award,
      key: award.key,
      since: award.since,
      programme_version: award.version,
      staff_id: award.staffId,
      asked_at: award.askedAt,
      state: 'counting',
      expected: award.expected && JSON.stringify(award.expected),
      counted: null,
      total: 0,
      scanned: 0,
      cursor: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function moveAward(
  tx: Tx,
  shopId: ShopId,
  award: number,
  moved: Partial<Pick<AwardRow, 'state' | 'counted' | 'total' | 'scanned' | 'cursor'>>,
): Promise<void> {
  const { counted, ...rest } = moved;
  await tx
    .updateTable('points_awards')
    .set({ ...rest, ...(counted && { counted: JSON.stringify(counted) }) })
    .where('shop_id', '=', shopId)
    .where('award', '=', award)
    .execute();
}

/** What the orders that each act opened have brought by now. */
export async function broughtByAwards(
  handle: Reader,
  shopId: ShopId,
): Promise<Map<number, Pick<PastOrdersCount, 'customers' | 'orders' | 'points'>>> {
  const rows = await handle
    .selectFrom('order_earnings')
    .where('shop_id', '=', shopId)
    .where('award', 'is not', null)
    .where('credited', '>', 0)
    .groupBy('award')
    .select((eb) => [
      'award',
      eb.fn.count<number>('account_id').distinct().as('customers'),
      eb.fn.countAll<number>().as('orders'),
      eb.fn.sum<number>(eb('credited', '-', eb.ref('reversed'))).as('points'),
    ])
    .execute();
  return new Map(rows.map(({ award, ...brought }) => [award ?? 0, brought]));
}

export async function loadPreview(handle: Reader, shopId: ShopId): Promise<PreviewRow | null> {
  const row = await handle.selectFrom('award_previews').selectAll().where('shop_id', '=', shopId).executeTakeFirst();
  return row ? toPreview(row) : null;
}

/** In place of the one before it. */
export async function beginPreview(
  tx: Tx,
  shopId: ShopId,
  preview: Pick<PreviewRow, 'since' | 'version' | 'askedAt'>,
): Promise<void> {
  const begun = {
    since: preview.since,
    programme_version: preview.version,
    asked_at: preview.askedAt,
    total: 0,
    scanned: 0,
    counted: null,
  };
  await tx
    .insertInto('award_previews')
    .values({ shop_id: shopId, ...begun })
    .onConflict((conflict) => conflict.column('shop_id').doUpdateSet(begun))
    .execute();
}

/** Nothing happens to another one that was begun meanwhile. */
export async function movePreview(
  tx: Tx,
  shopId: ShopId,
  { since, askedAt }: Pick<PreviewRow, 'since' | 'askedAt'>,
  moved: Pick<PreviewRow, 'total' | 'scanned' | 'counted'>,
): Promise<void> {
  await tx
    .updateTable('award_previews')
    .set({ ...moved, counted: moved.counted && JSON.stringify(moved.counted) })
    .where('shop_id', '=', shopId)
    .where('since', '=', since)
    .where('asked_at', '=', askedAt)
    .execute();
}

function toPreview(row: Omit<Selectable<AwardPreviewsTable>, 'shop_id'>): PreviewRow {
  return {
    since: row.since,
    version: row.programme_version,
    askedAt: row.asked_at,
    total: row.total,
    scanned: row.scanned,
    counted: row.counted === null ? null : (JSON.parse(row.counted) as PastOrdersCount),
  };
}

function toAward(row: Selectable<PointsAwardsTable>): AwardRow {
  return {
    ...toPreview(row),
    award: row.award,
    key: row.key,
    state: row.state,
    expected: row.expected === null ? null : (JSON.parse(row.expected) as AwardRow['expected']),
    cursor: row.cursor ?? '',
  };
}
