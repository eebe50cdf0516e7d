/** Domain ↔ our number of the store. The number, not the domain, is what every other function takes. */
import type { Reader, Tx } from '../../../db/open.ts';
import type { InstallationStatus } from '../../../db/schema/installations.ts';
import type { ShopDomain, ShopId } from '../kit/ids.ts';

export interface Installation {
  shopId: ShopId;
  domain: ShopDomain;
  status: InstallationStatus;
  /** Granted, sorted. */
  scopes: string[];
  activatedAt: number | null;
}

const COLUMNS = ['shop_id', 'domain', 'status', 'scopes', 'activated_at'] as const;

export async function installationOfDomain(handle: Reader, domain: ShopDomain): Promise<Installation | null> {
  const row = await handle.selectFrom('installations').select(COLUMNS).where('domain', '=', domain).executeTakeFirst();
  return row ? installation(row) : null;
}

export async function installationOfShop(handle: Reader, shopId: ShopId): Promise<Installation | null> {
  const row = await handle.selectFrom('installations').select(COLUMNS).where('shop_id', '=', shopId).executeTakeFirst();
  return row ? installation(row) : null;
}

export async function installations(handle: Reader): Promise<Installation[]> {
  const rows = await handle.selectFrom('installations').select(COLUMNS).orderBy('shop_id').execute();
  return rows.map(installation);
}

function installation(row: {
  shop_id: ShopId;
  domain: ShopDomain;
  status: InstallationStatus;
  scopes: string;
  activated_at: number | null;
}): Installation {
  return {
    shopId: row.shop_id,
    domain: row.domain,
    status: row.status,
    scopes: row.scopes.split(',').filter(Boolean),
    activatedAt: row.activated_at,
  };
}

/** The numbers of these stores. One that was never met gets a row (`seen`), so that nothing that it sends is lost. */
export async function installationsByDomain(
  tx: Tx,
  domains: readonly ShopDomain[],
  now: number,
): Promise<Map<ShopDomain, ShopId>> {
  const wanted = [...new Set(domains)].sort();
  const known = await numbers(tx, wanted);
  const unknown = wanted.filter((domain) => !known.has(domain));
  if (unknown.length === 0) return known;
  await tx
    .insertInto('installations')
    .values(
      unknown.map((domain) => ({ domain, status: 'seen' as const, scopes: '', token_version: 0, created_at: now })),
    )
    .onConflict((conflict) => conflict.column('domain').doNothing())
    .execute();
  return numbers(tx, wanted);
}

async function numbers(tx: Tx, domains: readonly ShopDomain[]): Promise<Map<ShopDomain, ShopId>> {
  const rows = await tx
    .selectFrom('installations')
    .select(['domain', 'shop_id'])
    .where('domain', 'in', domains)
    .execute();
  return new Map(rows.map((row) => [row.domain, row.shop_id]));
}
