/**
 * Stores with a past, over HTTP (README.md says how they go together): `POST stores`, `history` and `live`, below `/_simulator`.
 * What is refused is thrown as `NotAllowed` or `Unknown`; who mounts this turns them into answers.
 */
import { access } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { Router } from 'express';
import { NotAllowed, Unknown } from '../world/refusals.ts';
import { findShop } from '../world/shops.ts';
import type { Shop, World } from '../world/types.ts';
import { createSeedShop, seedNames } from './create-seed-shop.ts';
import { createLiveShoppers } from './live-shoppers.ts';
import { createExportShop } from './order-export/create-export-shop.ts';
import { playHistory, waitingHistory } from './waiting-history.ts';

export interface SeedRoutes {
  router: Router;
  /** Ends what runs by itself. */
  stop(): void;
}

export function createSeedRoutes(world: World): SeedRoutes {
  const live = createLiveShoppers(world);
  const router = Router();

  router.post('/stores', async (request, response) => {
    const { seed, orders, domain } = body(request.body);
    const shop =
      orders === undefined
        ? createSeedShop(world, seedName(seed), text('domain', domain))
        : await createExportShop(world, await readableFile(orders), text('domain', domain));
    response.json({ shop: shop.domain, history: summary(shop) });
  });

  router.post('/history', async (request, response) => {
    const { shop } = body(request.body);
    if (typeof shop !== 'string') throw new NotAllowed('shop is missing');
    response.json({ orders: await playHistory(world, findShop(world, shop)) });
  });

  router.post('/live', (request, response) => {
    const { running = true, perMinute = 4 } = body(request.body);
    if (typeof perMinute !== 'number' || !(perMinute > 0 && perMinute <= 600)) {
      throw new NotAllowed('perMinute must be above 0 and at most 600');
    }
    if (running === true) live.start(perMinute);
    else live.stop();
    response.json({});
  });

  return { router, stop: () => live.stop() };
}

function summary(shop: Shop): { orders: number; firstOrderAt: string } | null {
  const history = waitingHistory(shop);
  return history && { orders: history.orders, firstOrderAt: new Date(history.firstOrderAt).toISOString() };
}

function body(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function text(name: string, value: unknown): string | undefined {
  if (value === undefined || typeof value === 'string') return value;
  throw new NotAllowed(`${name} must be text`);
}

function seedName(value: unknown): (typeof seedNames)[number] {
  const name = seedNames.find((each) => each === value);
  if (name === undefined) throw new NotAllowed(`seed must be one of ${seedNames.join(', ')}`);
  return name;
}

/** A file of this machine: the simulator serves only it. */
async function readableFile(value: unknown): Promise<string> {
  if (typeof value !== 'string' || !isAbsolute(value))
    throw new NotAllowed('orders must be the absolute path of a file');
  const there = await access(value).then(
    () => true,
    () => false,
  );
  if (!there) throw new Unknown(`there is no file ${value}`);
  return value;
}
