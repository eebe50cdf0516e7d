/** Where in the store the app's pages stand: the merchant may move them, and only the requests tell where to. */
import type { Db, Reader } from '../../../../db/open.ts';
import type { ShopId } from '../../../platform/kit/ids.ts';

/** As it is set up by `shopify.app.toml`. */
const AT_FIRST = '/apps/regulars';

export async function pathPrefixOf(handle: Reader, shopId: ShopId): Promise<string> {
  const row = await handle
    .selectFrom('proxy_places')
    .select('path_prefix')
    .where('shop_id', '=', shopId)
    .executeTakeFirst();
  return row?.path_prefix ?? AT_FIRST;
}

/** Keeps what a signed request said, where it is something new. */
export async function noteProxyPlace(db: Db, shopId: ShopId, pathPrefix: string): Promise<void> {
  if (pathPrefix === (await pathPrefixOf(db.read, shopId))) return;
  await db.transaction((tx) =>
    tx
      .insertInto('proxy_places')
      .values({ shop_id: shopId, path_prefix: pathPrefix })
      .onConflict((conflict) => conflict.column('shop_id').doUpdateSet({ path_prefix: pathPrefix }))
      .execute(),
  );
}
