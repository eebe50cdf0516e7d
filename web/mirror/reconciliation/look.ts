/**
 * Compares the mirror with Shopify once a day: what webhooks missed comes in, what was removed goes. A store in which nothing happened costs
 * one call.
 */
import { customerSync } from '../customers/index.ts';
import { orderComparison, resumeReading } from '../orders/index.ts';
import { productSync } from '../products/index.ts';
import type { PagedSync, Window } from '../syncs/index.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import type { JobHandler, Services } from '../../platform/manifest.ts';
import { type Installation, installationOfShop } from '../../platform/shopify/find-installation.ts';
import { lookQuery } from './look-query.ts';
import { letGoMissing, nextInRounds } from './rounds.ts';

const SYNCS: readonly PagedSync[] = [orderComparison, customerSync, productSync];

export const look: JobHandler = async (services, { shopId }) => {
  const installation = await installationOfShop(services.db.read, shopId);
  if (installation?.status !== 'active') return;
  const waiting = await lookOnce(services, shopId, installation);
  for (const { sync, window } of waiting) await sync.compare(services, shopId, window);
  await resumeReading(services, shopId);
};

/** The one call. Returns what there is to compare. */
async function lookOnce(services: Services, shopId: ShopId, installation: Installation) {
  const installedAt = installation.activatedAt ?? services.clock.now();
  const granted = new Set(installation.scopes);
  const compared: { sync: PagedSync; window: { underWay: true } | Window }[] = [];
  for (const sync of SYNCS)
    if (mayRead(granted, sync.resource))
      compared.push({ sync, window: await sync.window(services, shopId, installedAt) });
  const rounds = await nextInRounds(services, shopId, {
    resources: new Set(compared.map(({ sync }) => sync.resource)),
    allOrders: granted.has('read_all_orders'),
  });

  const searchOf = (resource: PagedSync['resource']): string | null => {
    const window = compared.find(({ sync }) => sync.resource === resource)?.window;
    return window && !window.underWay ? window.query : null;
  };
  const searches = { orders: searchOf('orders'), customers: searchOf('customers'), products: searchOf('products') };
  const answer = await services.shopify.graphql(shopId, lookQuery, {
    ...searches,
    withOrders: searches.orders !== null,
    withCustomers: searches.customers !== null,
    withProducts: searches.products !== null,
    ids: rounds.flatMap(({ gids }) => gids),
  });

  const scopes = new Set(answer.currentAppInstallation.accessScopes.map(({ handle }) => handle));
  const there = new Set(answer.nodes.flatMap((node) => node?.id ?? []));
  const unchanged = compared.flatMap(({ sync, window }) =>
    !window.underWay && answer[sync.resource]?.nodes.length === 0 ? [{ sync, window }] : [],
  );
  const gone = await services.db.transaction(async (tx) => {
    let count = 0;
    for (const { sync, window } of unchanged) await sync.nothingChanged(services, tx, shopId, window);
    for (const round of rounds)
      if (mayRead(scopes, round.round.resource)) count += await letGoMissing(services, tx, shopId, round, there);
    return count;
  });
  if (gone > 0) services.log.warn({ shopId, gone }, 'Found removals that no webhook had told');
  return compared.filter(({ sync }) => !unchanged.some((one) => one.sync === sync));
}

function mayRead(scopes: ReadonlySet<string>, resource: PagedSync['resource']): boolean {
  return scopes.has(`read_${resource}`) || scopes.has(`write_${resource}`);
}
