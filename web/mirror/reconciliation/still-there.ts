/**
 * Are our things still there? What was removed at Shopify is in no list of changes, so some of ours are asked for at every look, in a round
 * over all of them, and what Shopify does not know any more is let go here, too.
 */
import { z } from 'zod';
import { customerIds, forgetCustomer } from '../customers/index.ts';
import { markDeleted, orderIds, orderIdsOfCustomers, readOrdersLater } from '../orders/index.ts';
import { deleteProduct, productIds } from '../products/index.ts';
import { findSync, noteFind, saveSync } from '../syncs/index.ts';
import type { Reader, Tx } from '../../../db/open.ts';
import { DAY } from '../../platform/kit/clock.ts';
import { gid, type ShopId } from '../../platform/kit/ids.ts';
import type { Services } from '../../platform/manifest.ts';
import { defineOperation } from '../../platform/shopify/admin-api.ts';

/** Of each kind at a look: 240 points at most. */
const AT_ONCE = 80;
/** Without `read_all_orders` Shopify shows those of 60 days; the last day is left out, because it is a question of minutes. */
const VISIBLE = 59 * DAY;

/** The scopes of the very access that asks: what it may not see looks as if it were not there. */
export const stillThereQuery = defineOperation<{ ids: string[] }>()(
  `query StillThere($ids: [ID!]!) {
    nodes(ids: $ids) { id }
    currentAppInstallation { accessScopes { handle } }
  }`,
  z.object({
    nodes: z.array(z.object({ id: z.string() }).nullable()),
    currentAppInstallation: z.object({ accessScopes: z.array(z.object({ handle: z.string() })) }),
  }),
);

interface Round {
  resource: 'customers' | 'products' | 'orders';
  /** In gids. */
  type: string;
  /** Any of these shows whether it is there. */
  scopes: readonly string[];
  ids(handle: Reader, shopId: ShopId, page: { after: string | null; limit: number }): Promise<string[]>;
  letGo(services: Services, tx: Tx, shopId: ShopId, gone: readonly string[]): Promise<void>;
}

function rounds(now: number, scopes: ReadonlySet<string>): Round[] {
  const placedSince = scopes.has('read_all_orders') ? 0 : now - VISIBLE;
  return [
    {
      resource: 'orders',
      type: 'Order',
      scopes: ['read_orders', 'write_orders'],
      ids: (handle, shopId, page) => orderIds(handle, shopId, { ...page, placedSince }),
      async letGo(services, tx, shopId, gone) {
        for (const id of gone) {
          await markDeleted(tx, shopId, id, services.clock.now());
          await services.emit(tx, { name: 'order.changed', shopId, key: id });
        }
      },
    },
    {
      resource: 'customers',
      type: 'Customer',
      scopes: ['read_customers', 'write_customers'],
      ids: customerIds,
      async letGo(services, tx, shopId, gone) {
        const orders = await orderIdsOfCustomers(tx, shopId, gone);
        // Shopify deletes nobody who has orders: they were merged, and their orders tell into whom.
        await readOrdersLater(services, tx, shopId, [...orders.values()].flat());
        for (const id of gone.filter((id) => !orders.has(id))) {
          await forgetCustomer(tx, shopId, id, services.clock.now());
          await services.emit(tx, { name: 'customer.changed', shopId, key: id });
        }
      },
    },
    {
      resource: 'products',
      type: 'Product',
      scopes: ['read_products', 'write_products'],
      ids: productIds,
      async letGo(services, tx, shopId, gone) {
        for (const id of gone) {
          await deleteProduct(tx, shopId, id, services.clock.now());
          await services.emit(tx, { name: 'product.changed', shopId, key: id });
        }
      },
    },
  ];
}

export async function checkStillThere(services: Services, shopId: ShopId, granted: readonly string[]): Promise<void> {
  const now = services.clock.now();
  const asked = await Promise.all(
    rounds(now, new Set(granted)).map(async (round) => {
      const after = (await findSync(services.db.read, shopId, round.resource))?.looked_to ?? null;
      return { ...round, asked: await round.ids(services.db.read, shopId, { after, limit: AT_ONCE }) };
    }),
  );
  const ids = asked.flatMap(({ type, asked: some }) => some.map((id) => gid(type, id)));
  if (ids.length === 0) return;
  const answer = await services.shopify.graphql(shopId, stillThereQuery, { ids });
  const scopes = new Set(answer.currentAppInstallation.accessScopes.map(({ handle }) => handle));
  const there = new Set(answer.nodes.flatMap((node) => node?.id ?? []));
  await services.db.transaction(async (tx) => {
    for (const round of asked) {
      if (!round.scopes.some((scope) => scopes.has(scope))) continue;
      const gone = round.asked.filter((id) => !there.has(gid(round.type, id)));
      // The last page of the round is not full: then it begins anew.
      const looked_to = round.asked.length < AT_ONCE ? null : (round.asked.at(-1) ?? null);
      await saveSync(tx, shopId, round.resource, { looked_to });
      if (gone.length === 0) continue;
      await round.letGo(services, tx, shopId, gone);
      await noteFind(tx, shopId, { found_at: now, resource: round.resource, missed: 0, gone: gone.length });
      services.log.warn(
        { shopId, resource: round.resource, gone: gone.length },
        'Found removals that no webhook had told',
      );
    }
  });
}
