/**
 * Reads a kind of thing by pages: all of it once after installation, and from then on what has changed at Shopify since the last time, to
 * find what no webhook told. A crash goes on where the last stored page ended.
 */
import type { Reader, Tx } from '../../../db/open.ts';
import { DAY, MINUTE } from '../../platform/kit/clock.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import type { JobHandler, Services } from '../../platform/manifest.ts';
import { findSync, noteFind, type Resource, saveSync, type SyncRow } from './store.ts';

/** Webhooks may be a day late, and so may be what a search of Shopify's finds. */
const OVERLAP = DAY;
/** What has just changed is on its way to us as a webhook. */
const YOUNGEST = 10 * MINUTE;

interface Page<Node> {
  nodes: readonly Node[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

/** What a page is asked with: Shopify's cursor, and a search by `updated_at` (null = everything). */
export interface PageRequest {
  after: string | null;
  query: string | null;
}

export interface PagedSync {
  readonly resource: Resource;
  /** Kind of the job that `read` handles. */
  readonly kind: string;
  /** From the first page: a (re)installation reads everything again, because what happened in between was not told. */
  readonly start: JobHandler;
  /** Begins to look for what changed since the last time; one that is under way goes on. */
  compare(services: Services, shopId: ShopId, installedAt: number): Promise<void>;
  /** One page, then itself again while there are more. */
  readonly read: JobHandler;
}

export function pagedSync<Node extends { id: string; updatedAt: number | null }>(sync: {
  resource: Resource;
  readPage(services: Services, shopId: ShopId, request: PageRequest): Promise<Page<Node>>;
  /** Id → `updated_at` in the mirror; Infinity for what must stay as it is. */
  states(handle: Reader, shopId: ShopId, ids: readonly string[]): Promise<Map<string, number>>;
  /** Stores them, unless something newer is there, and says what has changed. */
  save(services: Services, tx: Tx, shopId: ShopId, nodes: readonly Node[]): Promise<void>;
}): PagedSync {
  const { resource } = sync;
  const kind = `${resource}.sync`;

  async function begin(services: Services, shopId: ShopId, window: Pick<SyncRow, 'since' | 'until'>): Promise<void> {
    await services.db.transaction(async (tx) => {
      await saveSync(tx, shopId, resource, { ...window, cursor: null, finished_at: null, missed: 0 });
      await services.addJob(tx, { kind, shopId, key: 'shop' });
    });
  }

  return {
    resource,
    kind,
    start: (services, { shopId }) => begin(services, shopId, { since: null, until: services.clock.now() }),
    async compare(services, shopId, installedAt) {
      const row = await findSync(services.db.read, shopId, resource);
      if (row && row.finished_at === null) {
        await services.db.transaction((tx) => services.addJob(tx, { kind, shopId, key: 'shop' }));
        return;
      }
      const since = (row?.complete_to ?? installedAt) - OVERLAP;
      await begin(services, shopId, { since, until: services.clock.now() - YOUNGEST });
    },
    async read(services, { shopId, key }) {
      const row = await findSync(services.db.read, shopId, resource);
      if (!row || row.finished_at !== null) return;
      const waitMs = services.shopify.backgroundWaitMs(shopId);
      if (waitMs > 0) {
        const runAt = services.clock.now() + waitMs;
        await services.db.transaction((tx) => services.addJob(tx, { kind, shopId, key, runAt }));
        return;
      }
      const request = { after: row.cursor, query: searchFor(row) };
      const { nodes, pageInfo } = await sync.readPage(services, shopId, request);
      const missed = await services.db.transaction(async (tx) => {
        const wanted = row.since === null ? nodes : await newer(tx, shopId, nodes);
        await sync.save(services, tx, shopId, wanted);
        const total = row.missed + (row.since === null ? 0 : wanted.length);
        const next = { cursor: pageInfo.endCursor, missed: total };
        if (pageInfo.hasNextPage) {
          await saveSync(tx, shopId, resource, next);
          await services.addJob(tx, { kind, shopId, key });
          return 0;
        }
        const now = services.clock.now();
        // Only now, when all of it is stored, does the next comparison begin later.
        await saveSync(tx, shopId, resource, { ...next, finished_at: now, complete_to: row.until ?? now });
        if (total > 0) await noteFind(tx, shopId, { found_at: now, resource, missed: total, gone: 0 });
        return total;
      });
      if (missed > 0) services.log.warn({ shopId, resource, missed }, 'Found changes that no webhook had told');
    },
  };

  async function newer(handle: Reader, shopId: ShopId, nodes: readonly Node[]): Promise<Node[]> {
    const known = await sync.states(
      handle,
      shopId,
      nodes.map(({ id }) => id),
    );
    return nodes.filter(({ id, updatedAt }) => (known.get(id) ?? -1) < (updatedAt ?? 0));
  }
}

/** In Shopify's search syntax; null for the first reading. */
function searchFor({ since, until }: SyncRow): string | null {
  if (since === null || until === null) return null;
  return `updated_at:>='${new Date(since).toISOString()}' AND updated_at:<='${new Date(until).toISOString()}'`;
}
