/** What goes with what, as it was counted last. */
import { insertMany } from '../../../db/insert-many.ts';
import type { Reader, Tx } from '../../../db/open.ts';
import type { ShopId } from '../../platform/kit/ids.ts';

/** Stands in place of a product: whoever bought anything. */
export const ANYTHING = '';

export interface AlsoBought {
  otherId: string;
  buyers: number;
  score: number;
}

const ROWS_PER_INSERT = 500;
const insertRows = insertMany('also_bought', ['shop_id', 'product_id', 'other_id', 'buyers', 'score'], (rows) => rows);

/** What goes with these products from now on; of what is the same already nothing is written. */
export async function saveAlsoBought(
  tx: Tx,
  shopId: ShopId,
  counted: ReadonlyMap<string, readonly AlsoBought[]>,
): Promise<void> {
  const known = Map.groupBy(await rowsOf(tx, shopId, [...counted.keys()]), (row) => row.productId);
  const changed = [...counted].filter(([id, rows]) => textOf(rows) !== textOf(known.get(id) ?? []));
  if (changed.length === 0) return;
  await deleteRows(
    tx,
    shopId,
    changed.map(([id]) => id),
  );
  const rows = changed.flatMap(([productId, others]) =>
    others.map(({ otherId, buyers, score }) => ({
      shop_id: shopId,
      product_id: productId,
      other_id: otherId,
      buyers,
      score,
    })),
  );
  for (let start = 0; start < rows.length; start += ROWS_PER_INSERT)
    await insertRows(tx, rows.slice(start, start + ROWS_PER_INSERT));
}

/** In one order, whatever the database's. */
function textOf(rows: readonly AlsoBought[]): string {
  return rows
    .map(({ otherId, buyers, score }) => `${otherId} ${buyers} ${score}`)
    .sort()
    .join('\n');
}

/** Of products that nobody buys any more nothing is kept. Answers where to go on; null = that was the end. */
export async function dropUncounted(
  tx: Tx,
  shopId: ShopId,
  { after, limit, known }: { after: string; limit: number; known: ReadonlySet<string> },
): Promise<string | null> {
  const rows = await tx
    .selectFrom('also_bought')
    .select('product_id')
    .distinct()
    .where('shop_id', '=', shopId)
    .where('product_id', '>', after)
    .orderBy('product_id')
    .limit(limit)
    .execute();
  const ids = rows.map((row) => row.product_id);
  const gone = ids.filter((id) => !known.has(id));
  if (gone.length > 0) await deleteRows(tx, shopId, gone);
  return ids.length < limit ? null : (ids.at(-1) ?? null);
}

async function deleteRows(tx: Tx, shopId: ShopId, productIds: readonly string[]): Promise<void> {
  await tx.deleteFrom('also_bought').where('shop_id', '=', shopId).where('product_id', 'in', productIds).execute();
}

export async function rowsOf(
  handle: Reader,
  shopId: ShopId,
  productIds: readonly string[],
): Promise<(AlsoBought & { productId: string })[]> {
  if (productIds.length === 0) return [];
  return handle
    .selectFrom('also_bought')
    .select(['product_id as productId', 'other_id as otherId', 'buyers', 'score'])
    .where('shop_id', '=', shopId)
    .where('product_id', 'in', productIds)
    .execute();
}

export async function hasCounted(handle: Reader, shopId: ShopId): Promise<boolean> {
  const one = handle.selectFrom('also_bought').select('other_id').where('shop_id', '=', shopId).limit(1);
  return (await one.executeTakeFirst()) !== undefined;
}
