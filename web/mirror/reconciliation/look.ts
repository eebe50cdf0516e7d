/** Compares the mirror with Shopify, several times a day: what webhooks missed comes in, what was removed goes. */
import { customerSync } from '../customers/index.ts';
import { orderComparison } from '../orders/index.ts';
import { productSync } from '../products/index.ts';
import type { JobHandler } from '../../platform/manifest.ts';
import { installationOfShop } from '../../platform/shopify/find-installation.ts';
import { checkStillThere } from './still-there.ts';

export const look: JobHandler = async (services, { shopId }) => {
  const installation = await installationOfShop(services.db.read, shopId);
  if (installation?.status !== 'active') return;
  const installedAt = installation.activatedAt ?? services.clock.now();
  for (const sync of [orderComparison, customerSync, productSync]) await sync.compare(services, shopId, installedAt);
  await checkStillThere(services, shopId, installation.scopes);
};
