/**
 * Compares the mirror with Shopify once a day: what webhooks missed comes in, what was removed goes. A store in which nothing happened costs
 * one call.
 */
import { customerSync } from '../customers/index.ts';
import { orderComparison, resumeReading } from '../orders/index.ts';
import { learnRestOfProducts, productSync } from '../products/index.ts';
import { findSyncs, nextWindow, nothingChanged, type PagedSync, saveSyncs, type Window } from '../syncs/index.ts';
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
  await learnRestOfProducts(services, shopId);
};

/** The one call. Returns what there is to compare. */
async function lookOnce(services: Services, shopId: ShopId, installation: Installation) {
  const now = services.clock.now();
  const installedAt = installation.activatedAt ?? now;
  const granted = new Set(installation.scopes);
  const syncs = await findSyncs(services.db.read, shopId);
  const compared: { sync: PagedSync; window: { underWay: true } | Window }[] = SYNCS.filter(({ resource }) =>
    mayRead(granted, resource),
  ).map((sync) => ({ sync, window: nextWindow(syncs.get(sync.resource), { installedAt, now }) }));
  const rounds = await nextInRounds(services, shopId, {
    resources: new Set(compared.map(({ sync }) => sync.resource)),
    allOrders: granted.has('read_all_orders'),
    syncs,
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
  const unchanged = compared.flatMap(({ sync: { resource }, window }) =>
    !window.underWay && answer[resource]?.nodes.length === 0 ? [{ resource, ...nothingChanged(window, now) }] : [],
  );
  const shown = rounds.filter(({ round }) => mayRead(scopes, round.resource));
  const gone = await services.db.transaction(async (tx) => {
    await saveSyncs(tx, shopId, unchanged);
    await saveSyncs(
      tx,
      shopId,
      shown.map(({ round, looked_to }) => ({ resource: round.resource, looked_to })),
    );
    let count = 0;
    for (const round of shown) count += await letGoMissing(services, tx, shopId, round, there);
    return count;
  });
  if (gone > 0) services.log.warn({ shopId, gone }, 'Found removals that no webhook had told');
  return compared.filter(({ sync }) => !unchanged.some(({ resource }) => resource === sync.resource));
}

function mayRead(scopes: ReadonlySet<string>, resource: PagedSync['resource']): boolean {
  return scopes.has(`read_${resource}`) || scopes.has(`write_${resource}`);
}
