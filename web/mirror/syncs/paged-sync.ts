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

/** From when to when changes at Shopify are compared, ms, and the search that finds them. */
export interface Window {
  underWay: false;
  since: number;
  until: number;
  query: string;
}

export interface PagedSync {
  readonly resource: Resource;
  /** Kind of the job that `read` handles. */
  readonly kind: string;
  /** From the first page: a (re)installation reads everything again, because what happened in between was not told. */
  readonly start: JobHandler;
  /** Reads what changed, as far as the budget of calls allows at once; the rest follows by jobs. */
  compare(services: Services, shopId: ShopId, window: { underWay: true } | Window): Promise<void>;
  /** One page, then itself again while there are more. */
  readonly read: JobHandler;
}

/** What is to be compared next, given how far it has come. */
export function nextWindow(
  row: SyncRow | undefined,
  { installedAt, now }: { installedAt: number; now: number },
): { underWay: true } | Window {
  if (row?.finished_at === null) return { underWay: true };
  const since = (row?.complete_to ?? installedAt) - OVERLAP;
  const until = now - YOUNGEST;
  return { underWay: false, since, until, query: searchFor({ since, until }) };
}

/** Shopify says that there was no change at all. */
export function nothingChanged({ since, until }: Window, now: number) {
  return { since, until, cursor: null, finished_at: now, missed: 0, complete_to: until };
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

  /** Null when the last page is stored; otherwise ms until the next one may be read. */
  async function readPage(services: Services, shopId: ShopId): Promise<number | null> {
    const row = await findSync(services.db.read, shopId, resource);
    if (!row || row.finished_at !== null) return null;
    const waitMs = services.shopify.backgroundWaitMs(shopId);
    if (waitMs > 0) return waitMs;
    const { since, until } = row;
    // The first reading takes everything.
    const query = since === null || until === null ? null : searchFor({ since, until });
    const { nodes, pageInfo } = await sync.readPage(services, shopId, { after: row.cursor, query });
    const missed = await services.db.transaction(async (tx) => {
      const wanted = since === null ? nodes : await newer(tx, shopId, nodes);
      await sync.save(services, tx, shopId, wanted);
      const total = row.missed + (since === null ? 0 : wanted.length);
      const next = { cursor: pageInfo.endCursor, missed: total };
      if (pageInfo.hasNextPage) {
        await saveSync(tx, shopId, resource, next);
        return 0;
      }
      const now = services.clock.now();
      // Only now, when all of it is stored, does the next comparison begin later.
      await saveSync(tx, shopId, resource, { ...next, finished_at: now, complete_to: until ?? now });
      if (total > 0) await noteFind(tx, shopId, { found_at: now, resource, missed: total, gone: 0 });
      return total;
    });
    if (missed > 0) services.log.warn({ shopId, resource, missed }, 'Found changes that no webhook had told');
    return pageInfo.hasNextPage ? 0 : null;
  }

  async function goOn(services: Services, shopId: ShopId, afterMs: number): Promise<void> {
    const runAt = services.clock.now() + afterMs;
    await services.db.transaction((tx) => services.addJob(tx, { kind, shopId, key: 'shop', runAt }));
  }

  async function read(services: Services, shopId: ShopId): Promise<void> {
    const waitMs = await readPage(services, shopId);
    if (waitMs !== null) await goOn(services, shopId, waitMs);
  }

  return {
    resource,
    kind,
    async start(services, { shopId }) {
      await services.db.transaction(async (tx) => {
        const everything = { since: null, until: services.clock.now() };
        await saveSync(tx, shopId, resource, { ...everything, cursor: null, finished_at: null, missed: 0 });
        await services.addJob(tx, { kind, shopId, key: 'shop' });
      });
    },
    async compare(services, shopId, window) {
      if (!window.underWay) {
        const { since, until } = window;
        await services.db.transaction((tx) =>
          saveSync(tx, shopId, resource, { since, until, cursor: null, finished_at: null, missed: 0 }),
        );
      }
      // Nearly always one page is all.
      await read(services, shopId);
    },
    read: (services, { shopId }) => read(services, shopId),
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

/** In Shopify's search syntax. */
function searchFor({ since, until }: { since: number; until: number }): string {
  return `updated_at:>='${new Date(since).toISOString()}' AND updated_at:<='${new Date(until).toISOString()}'`;
}
