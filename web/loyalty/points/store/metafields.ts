import type { Db, Reader, Tx } from '../../../../db/open.ts';
import type { CustomerId, ShopId } from '../../../platform/kit/ids.ts';

export interface DirtyMetafield {
  customerId: CustomerId;
  /** Shopify's digest of the value there; null = there is none, as far as we know. */
  digest: string | null;
  /** Something beside the balance has changed, after the last time that it was taken up. */
  asked: boolean;
}

/** In place of the rev that Shopify holds: it may be the newest, but what belongs to it is not. */
const ASKED = -2;

/** Balances have changed: what the theme reads is behind. Also a refused one is tried again. */
export async function markDirty(
  tx: Tx,
  shopId: ShopId,
  changed: readonly { customerId: CustomerId; rev: number }[],
): Promise<void> {
  if (changed.length === 0) return;
  await tx
    .insertInto('customer_metafields')
    .values(
      // In a fixed order, so that two transactions which change several never wait in a circle.
      changed
        .toSorted((a, b) => (a.customerId < b.customerId ? -1 : 1))
        .map(({ customerId, rev }) => ({
          shop_id: shopId,
          customer_id: customerId,
          written_rev: -1,
          digest: null,
          error: null,
          wanted_rev: rev,
          dirty: 1,
        })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['shop_id', 'customer_id'])
        .doUpdateSet((eb) => ({ wanted_rev: eb.ref('excluded.wanted_rev'), dirty: 1 })),
    )
    .execute();
}

/** After a reinstallation nobody knows what Shopify still has. */
export async function markAllDirty(tx: Tx, shopId: ShopId): Promise<void> {
  await tx
    .updateTable('customer_metafields')
    .set({ written_rev: -1, digest: null, dirty: 1 })
    .where('shop_id', '=', shopId)
    .execute();
}

export async function dirtyMetafields(handle: Reader, shopId: ShopId, limit: number): Promise<DirtyMetafield[]> {
  const rows = await handle
    .selectFrom('customer_metafields')
    .select(['customer_id', 'digest', 'written_rev'])
    .where('shop_id', '=', shopId)
    .where('dirty', '=', 1)
    .orderBy('customer_id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    customerId: row.customer_id as CustomerId,
    digest: row.digest,
    asked: row.written_rev === ASKED,
  }));
}

/** What the theme shows beside the balance, such as the tier, has changed. Who has no balance there gets none. */
export async function askAnew(tx: Tx, shopId: ShopId, customerIds: readonly CustomerId[]): Promise<void> {
  if (customerIds.length === 0) return;
  await tx
    .updateTable('customer_metafields')
    .set({ written_rev: ASKED, dirty: 1 })
    .where('shop_id', '=', shopId)
    .where('customer_id', 'in', customerIds)
    .execute();
}

/** From here on is read what will be written: who asks later asks again. */
export async function takeUp(db: Db, shopId: ShopId, dirty: readonly DirtyMetafield[]): Promise<void> {
  const asked = dirty.filter((each) => each.asked).map(({ customerId }) => customerId);
  if (asked.length === 0) return;
  await db.transaction((tx) =>
    tx
      .updateTable('customer_metafields')
      .set({ written_rev: -1 })
      .where('shop_id', '=', shopId)
      .where('customer_id', 'in', asked)
      .execute(),
  );
}

/** Shopify holds `rev` now; the row stays dirty if the balance, or what stands beside it, has moved on meanwhile. */
export async function markWritten(
  tx: Tx,
  shopId: ShopId,
  customerId: CustomerId,
  rev: number,
  digest: string,
): Promise<void> {
  await tx
    .updateTable('customer_metafields')
    .set((eb) => ({
      written_rev: eb.case().when('written_rev', '=', ASKED).then(ASKED).else(rev).end(),
      digest,
      error: null,
      dirty: eb
        .case()
        .when(eb.or([eb('wanted_rev', '>', rev), eb('written_rev', '=', ASKED)]))
        .then(1)
        .else(0)
        .end(),
    }))
    .where('shop_id', '=', shopId)
    .where('customer_id', '=', customerId)
    .execute();
}

/** Shopify refused: not tried again before the balance changes. */
export async function markRefused(tx: Tx, shopId: ShopId, customerId: CustomerId, error: string): Promise<void> {
  await tx
    .updateTable('customer_metafields')
    .set({ dirty: 0, error })
    .where('shop_id', '=', shopId)
    .where('customer_id', '=', customerId)
    .execute();
}

/** What Shopify holds turned out to be something else; the next try starts from it. */
export async function setDigest(tx: Tx, shopId: ShopId, customerId: CustomerId, digest: string | null): Promise<void> {
  await tx
    .updateTable('customer_metafields')
    .set({ digest })
    .where('shop_id', '=', shopId)
    .where('customer_id', '=', customerId)
    .execute();
}

export async function dropMetafield(tx: Tx, shopId: ShopId, customerId: CustomerId): Promise<void> {
  await tx
    .deleteFrom('customer_metafields')
    .where('shop_id', '=', shopId)
    .where('customer_id', '=', customerId)
    .execute();
}
