import { findSync, latestFinds } from '../syncs/index.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import type { AdminRoute, Services } from '../../platform/manifest.ts';
import type { Reconciliation } from './api-types.ts';

const SHOWN = 30;

export const adminRoutes: AdminRoute[] = [
  {
    method: 'GET',
    path: '/reconciliation',
    handle: async (services, { shopId }) => ({ body: await show(services, shopId) }),
  },
];

async function show({ db }: Services, shopId: ShopId): Promise<Reconciliation> {
  const orders = await findSync(db.read, shopId, 'orders');
  const finds = await latestFinds(db.read, shopId, SHOWN);
  return {
    completeTo: orders?.complete_to == null ? null : new Date(orders.complete_to).toISOString(),
    finds: finds.map(({ found_at, ...find }) => ({ at: new Date(found_at).toISOString(), ...find })),
  };
}
