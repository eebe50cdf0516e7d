/** Reads all of a kind of thing once after installation, a page at a time; a crash goes on where the last stored page ended. */
import type { Tx } from '../../../db/open.ts';
import type { MirrorSyncsTable } from '../../../db/schema/mirror-syncs.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import type { JobHandler, Services } from '../../platform/manifest.ts';

type Resource = MirrorSyncsTable['resource'];
type Progress = Pick<MirrorSyncsTable, 'cursor' | 'finished_at'>;

interface Page<Node> {
  nodes: readonly Node[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

export interface PagedSync {
  /** Kind of the job that `read` handles. */
  readonly kind: string;
  /** From the first page: a (re)installation reads everything again, because what happened in between was not told. */
  readonly start: JobHandler;
  /** One page, then itself again while there are more. */
  readonly read: JobHandler;
}

export function pagedSync<Node>(sync: {
  resource: Resource;
  readPage(services: Services, shopId: ShopId, after: string | null): Promise<Page<Node>>;
  /** Stores one, unless something newer is there, and says what has changed. */
  save(services: Services, tx: Tx, shopId: ShopId, node: Node): Promise<void>;
}): PagedSync {
  const { resource } = sync;
  const kind = `${resource}.sync`;
  return {
    kind,
    async start(services, { shopId }) {
      await services.db.transaction(async (tx) => {
        await saveProgress(tx, shopId, resource, { cursor: null, finished_at: null });
        await services.addJob(tx, { kind, shopId, key: 'shop' });
      });
    },
    async read(services, { shopId, key }) {
      const progress = await services.db.read
        .selectFrom('mirror_syncs')
        .select(['cursor', 'finished_at'])
        .where('shop_id', '=', shopId)
        .where('resource', '=', resource)
        .executeTakeFirst();
      if (progress && progress.finished_at !== null) return;
      const { nodes, pageInfo } = await sync.readPage(services, shopId, progress?.cursor ?? null);
      await services.db.transaction(async (tx) => {
        for (const node of nodes) await sync.save(services, tx, shopId, node);
        const finished_at = pageInfo.hasNextPage ? null : services.clock.now();
        await saveProgress(tx, shopId, resource, { cursor: pageInfo.endCursor, finished_at });
        if (pageInfo.hasNextPage) await services.addJob(tx, { kind, shopId, key });
      });
    },
  };
}

export async function eraseSync(tx: Tx, shopId: ShopId, resource: Resource): Promise<void> {
  await tx.deleteFrom('mirror_syncs').where('shop_id', '=', shopId).where('resource', '=', resource).execute();
}

async function saveProgress(tx: Tx, shopId: ShopId, resource: Resource, progress: Progress): Promise<void> {
  await tx
    .insertInto('mirror_syncs')
    .values({ shop_id: shopId, resource, ...progress })
    .onConflict((conflict) => conflict.columns(['shop_id', 'resource']).doUpdateSet(progress))
    .execute();
}
