/**
 * Are our things still there? What was removed at Shopify is in no list of changes, so some of ours are asked for at every look, in a round
 * over all of them, and what Shopify does not know any more is let go here, too.
 */
import { customerIds, forgetCustomer } from '../customers/index.ts';
import { markDeleted, orderIds, orderIdsOfCustomers, readOrdersLater } from '../orders/index.ts';
import { deleteProduct, productIds } from '../products/index.ts';
import { noteFind, type SyncRow } from '../syncs/index.ts';
import type { Reader, Tx } from '../../../db/open.ts';
import { DAY } from '../../platform/kit/clock.ts';
import { gid, type ShopId } from '../../platform/kit/ids.ts';
import type { Services } from '../../platform/manifest.ts';

/** Of each kind at a look: 240 points at most. */
const AT_ONCE = 80;
/** Without `read_all_orders` Shopify shows those of 60 days; the last day is left out, because it is a question of minutes. */
const VISIBLE = 59 * DAY;

interface Round {
  resource: 'customers' | 'products' | 'orders';
  /** In gids. */
  type: string;
  ids(handle: Reader, shopId: ShopId, page: { after: string | null; limit: number }): Promise<string[]>;
  letGo(services: Services, tx: Tx, shopId: ShopId, gone: readonly string[]): Promise<void>;
}

function rounds(now: number, allOrders: boolean): Round[] {
  const placedSince = allOrders ? 0 : now - VISIBLE;
  return [
    {
      resource: 'orders',
      type: 'Order',
      ids: (handle, shopId, page) => orderIds(handle, shopId, { ...page, placedSince }),
      async letGo(services, tx, shopId, gone) {
        for (const id of gone) await markDeleted(tx, shopId, id, now);
        for (const name of ['order.changed', 'shipment.changed'] as const)
          await services.emit(tx, ...gone.map((key) => ({ name, shopId, key })));
      },
    },
    {
      resource: 'customers',
      type: 'Customer',
      ids: customerIds,
      async letGo(services, tx, shopId, gone) {
        const orders = await orderIdsOfCustomers(tx, shopId, gone, placedSince);
        // Shopify deletes nobody who has orders: they were merged, and their orders tell into whom. Where it shows none of them any more
        // nothing would ever tell: then the person goes like one who was deleted, and a merge that is heard of later still moves the points.
        await readOrdersLater(services, tx, shopId, [...orders.values()].flat());
        const deleted = gone.filter((id) => !orders.has(id));
        for (const id of deleted) await forgetCustomer(tx, shopId, id, now);
        await services.emit(tx, ...deleted.map((key) => ({ name: 'customer.changed' as const, shopId, key })));
      },
    },
    {
      resource: 'products',
      type: 'Product',
      ids: productIds,
      async letGo(services, tx, shopId, gone) {
        for (const id of gone) await deleteProduct(tx, shopId, id, now);
        await services.emit(tx, ...gone.map((key) => ({ name: 'product.changed' as const, shopId, key })));
      },
    },
  ];
}

/** Some of ours of each kind that may be asked for. */
export interface AskedRound {
  round: Round;
  ids: string[];
  gids: string[];
  /** Where the next one begins. */
  looked_to: string | null;
}

export async function nextInRounds(
  services: Services,
  shopId: ShopId,
  from: { resources: ReadonlySet<Round['resource']>; allOrders: boolean; syncs: ReadonlyMap<string, SyncRow> },
): Promise<AskedRound[]> {
  const wanted = rounds(services.clock.now(), from.allOrders).filter(({ resource }) => from.resources.has(resource));
  return Promise.all(
    wanted.map(async (round) => {
      const after = from.syncs.get(round.resource)?.looked_to ?? null;
      const ids = await round.ids(services.db.read, shopId, { after, limit: AT_ONCE });
      // A page that is not full was the last of the round: then it begins anew.
      const looked_to = ids.length < AT_ONCE ? null : (ids.at(-1) ?? null);
      return { round, ids, gids: ids.map((id) => gid(round.type, id)), looked_to };
    }),
  );
}

/** Lets go what Shopify did not know. Returns how many went. */
export async function letGoMissing(
  services: Services,
  tx: Tx,
  shopId: ShopId,
  { round, ids, gids }: AskedRound,
  there: ReadonlySet<string>,
): Promise<number> {
  const gone = ids.filter((_, index) => !there.has(gids[index] ?? ''));
  if (gone.length === 0) return 0;
  await round.letGo(services, tx, shopId, gone);
  await noteFind(tx, shopId, {
    found_at: services.clock.now(),
    resource: round.resource,
    missed: 0,
    gone: gone.length,
  });
  return gone.length;
}
