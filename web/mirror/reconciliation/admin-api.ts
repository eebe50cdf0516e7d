import { z } from 'zod';
import { findSync, latestFinds } from '../syncs/index.ts';
import { invalid } from '../../platform/kit/errors.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import type { AdminRoute, Services } from '../../platform/manifest.ts';
import type { Reconciliation } from './api-types.ts';

const SHOWN = 30;
/** As the platform names the job of the schedule. */
const LOOK = 'schedule:mirror/reconciliation/look';

export const adminRoutes: AdminRoute[] = [
  {
    method: 'GET',
    path: '/reconciliation',
    handle: async (services, { shopId }) => ({ body: await show(services, shopId) }),
  },
  {
    method: 'POST',
    path: '/reconciliation',
    async handle(services, { shopId, body }) {
      if (!z.object({ action: z.literal('start') }).safeParse(body).success)
        throw invalid('action must be start', 'action');
      // The schedule's own job, only earlier: so there are never two.
      await services.db.transaction((tx) => services.addJob(tx, { kind: LOOK, shopId, key: 'shop' }));
      return { body: await show(services, shopId) };
    },
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
