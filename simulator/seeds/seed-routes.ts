/** Stores with a past, as calls below `/_simulator`: `stores`, `history` and `live` (README.md says how they go together). */
import { access } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { z } from 'zod';
import { domain, flag, shopMeant } from '../control/fields.ts';
import { type ControlRoute, post } from '../control/route.ts';
import { Unknown } from '../world/refusals.ts';
import type { Shop, World } from '../world/types.ts';
import { createSeedShop, seedNames } from './create-seed-shop.ts';
import { createLiveShoppers } from './live-shoppers.ts';
import { createExportShop } from './order-export/create-export-shop.ts';
import { playHistory, waitingHistory } from './waiting-history.ts';

/** `stop` ends what runs by itself. */
export function createSeedRoutes(world: World): { routes: ControlRoute[]; stop(): void } {
  const live = createLiveShoppers(world);
  const ofSeed = z.strictObject({ seed: z.enum(seedNames), domain: domain.optional() });
  const ofOrders = z.strictObject({
    orders: z.string().refine(isAbsolute, 'must be the absolute path of a file on this machine'),
    domain: domain.optional(),
  });
  const routes = [
    post('stores', z.union([ofSeed, ofOrders]), async (body) => {
      const shop =
        'seed' in body
          ? createSeedShop(world, body.seed, body.domain)
          : await createExportShop(world, await existing(body.orders), body.domain);
      return { shop: shop.domain, history: summary(shop) };
    }),
    post('history', z.strictObject({ shop: domain.optional() }), async ({ shop }) => ({
      orders: await playHistory(world, shopMeant(world, shop)),
    })),
    post(
      'live',
      z.strictObject({ running: flag.default(true), perMinute: z.number().positive().max(600).default(4) }),
      ({ running, perMinute }) => {
        if (running) live.start(perMinute);
        else live.stop();
      },
    ),
  ];
  return { routes, stop: () => live.stop() };
}

function summary(shop: Shop): { orders: number; firstOrderAt: string } | null {
  const history = waitingHistory(shop);
  return history && { orders: history.orders, firstOrderAt: new Date(history.firstOrderAt).toISOString() };
}

async function existing(file: string): Promise<string> {
  const there = await access(file).then(
    () => true,
    () => false,
  );
  if (!there) throw new Unknown(`there is no file ${file}`);
  return file;
}
