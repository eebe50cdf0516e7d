import { stat } from 'node:fs/promises';
import type { Db } from '../../../../db/open.ts';
import type { ShopDomain } from '../../../platform/kit/ids.ts';
import { installationOfDomain } from '../../../platform/shopify/find-installation.ts';
import { findShop } from '../../shops/index.ts';
import { type ImportReport, importOrders } from './import-orders.ts';
import { openExport } from './open-export.ts';

/** Takes the orders of that file over into the store. Throws with the remedy where that cannot be. */
export async function importFile(
  db: Db,
  domain: ShopDomain,
  path: string,
  options: { dryRun: boolean },
): Promise<ImportReport> {
  const installation = await installationOfDomain(db.read, domain);
  if (installation?.status !== 'active' && installation?.status !== 'needs_reopen')
    throw new Error(`${domain} has not installed this app.`);
  const store = await findShop(db.read, installation.shopId);
  if (!store) throw new Error(`Nothing is known of ${domain} yet: open the app in the store once, then try again.`);
  const found = await stat(path).catch(() => null);
  if (!found?.isFile()) throw new Error(`There is no file ${path}.`);
  return importOrders(db, installation.shopId, store, openExport(path), options);
}
