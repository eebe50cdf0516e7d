/**
 * Orders that a file told, once Shopify tells them itself: Shopify wins. One whose file has no id is known by its name until Shopify
 * tells an order of that name, which takes its place.
 */
import { keepNamesFree } from '../../../db/dialect/naming.ts';
import type { Tx } from '../../../db/open.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import type { Services } from '../../platform/manifest.ts';
import { idOfName, TOLD_BY_FILE } from './file-identity.ts';
import type { OrderSnapshot } from './order-snapshot.ts';
import { dropFileRefunds, holdPresent } from './store/file-orders.ts';
import { type KnownOrder, markDeleted } from './store/save-order.ts';

/** What a file told of these orders gives way to what Shopify tells now. */
export async function fileGivesWay(
  services: Services,
  tx: Tx,
  shopId: ShopId,
  told: readonly OrderSnapshot[],
  known: ReadonlyMap<string, KnownOrder>,
): Promise<void> {
  const replaced = told.filter(({ id }) => known.get(id)?.updatedAt === TOLD_BY_FILE);
  await dropFileRefunds(
    tx,
    shopId,
    replaced.map(({ id }) => id),
  );
  const names = told.flatMap(({ name }) => (name === '' ? [] : [idOfName(name)]));
  if (names.length === 0) return;
  await keepNamesFree(tx, shopId);
  const doubled = await holdPresent(tx, shopId, names);
  for (const key of doubled) {
    await markDeleted(tx, shopId, key, services.clock.now());
    await services.emit(tx, { name: 'order.changed', shopId, key });
  }
}
