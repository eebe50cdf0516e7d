import type { Db } from '../../db/open.ts';
import type { ShopDomain, ShopId } from '../../web/platform/kit/ids.ts';
import { installationOfDomain } from '../../web/platform/shopify/find-installation.ts';

/** Our own number of a store that has been installed. */
export async function shopIdOf(db: Db, domain: string): Promise<ShopId> {
  const found = await installationOfDomain(db.read, domain as ShopDomain);
  if (!found) throw new Error(`${domain} is not known`);
  return found.shopId;
}
