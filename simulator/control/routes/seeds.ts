/** Stores that are more than empty: seeded ones, order exports, their past, and shoppers who go on ordering. */
import { z } from 'zod';
import { createSeedShop, seedNames } from '../../seeds/create-seed-shop.ts';
import { createLiveShoppers } from '../../seeds/live-shoppers.ts';
import { createExportShop } from '../../seeds/order-export/create-export-shop.ts';
import { playHistory, waitingHistory } from '../../seeds/waiting-history.ts';
import { NotAllowed } from '../../world/refusals.ts';
import type { Shop } from '../../world/types.ts';
import type { Control } from '../context.ts';
import { domain, flag, shopMeant } from '../fields.ts';
import { post, type ControlRoute } from '../route.ts';

export function seedRoutes(control: Control): ControlRoute[] {
  const { world } = control.simulator;
  const live = createLiveShoppers(world);
  control.onStop(() => live.stop());
  return [
    post(
      'stores',
      z.union([
        z.strictObject({ seed: z.enum(seedNames), domain: domain.optional() }),
        z.strictObject({ orders: z.string(), domain: domain.optional() }),
      ]),
      async (body) => {
        const shop =
          'seed' in body
            ? createSeedShop(world, body.seed, body.domain)
            : await createExportShop(world, body.orders, body.domain);
        return { shop: shop.domain, history: historyOf(shop) };
      },
    ),
    post('history', z.strictObject({ shop: domain.optional() }), async (body) => {
      const shop = shopMeant(world, body.shop);
      if (!shop.install)
        throw new NotAllowed(`the app is not installed in ${shop.domain}: nobody would hear of its past`);
      return { orders: await playHistory(world, shop) };
    }),
    post('live', z.strictObject({ running: flag, perMinute: z.number().positive().max(600).default(6) }), (body) => {
      if (body.running) live.start(body.perMinute);
      else live.stop();
    }),
  ];
}

function historyOf(shop: Shop): { orders: number; firstOrderAt: string } | null {
  const history = waitingHistory(shop);
  return history && { orders: history.orders, firstOrderAt: new Date(history.firstOrderAt).toISOString() };
}
