import type { Reader, Tx } from '../../../db/open.ts';
import type { ShopId } from '../kit/ids.ts';
import type { ApiScope } from './api-types.ts';

export interface StoredKey {
  keyId: string;
  name: string;
  digest: string;
  scopes: readonly ApiScope[];
  /** Ms. */
  createdAt: number;
  /** Ms, to the hour. */
  lastUsedAt: number | null;
}

/** Those that are not revoked, the newest first. */
export async function loadKeys(handle: Reader, shopId: ShopId): Promise<StoredKey[]> {
  const rows = await handle
    .selectFrom('api_keys')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('revoked_at', 'is', null)
    .orderBy('created_at', 'desc')
    .orderBy('key_id')
    .execute();
  return rows.map((row) => ({
    keyId: row.key_id,
    name: row.name,
    digest: row.digest,
    scopes: JSON.parse(row.scopes) as ApiScope[],
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
  }));
}

export async function findKey(handle: Reader, shopId: ShopId, keyId: string): Promise<StoredKey | null> {
  return (await loadKeys(handle, shopId)).find((key) => key.keyId === keyId) ?? null;
}

export async function insertKey(
  tx: Tx,
  shopId: ShopId,
  key: Omit<StoredKey, 'lastUsedAt'> & { staffId: string },
): Promise<void> {
  await tx
    .insertInto('api_keys')
    .values({
      shop_id: shopId,
      key_id: key.keyId,
      name: key.name,
      digest: key.digest,
      scopes: JSON.stringify(key.scopes),
      created_at: key.createdAt,
      created_by: key.staffId,
      last_used_at: null,
      revoked_at: null,
    })
    .execute();
}

export async function noteUse(tx: Tx, shopId: ShopId, keyId: string, at: number): Promise<void> {
  await tx
    .updateTable('api_keys')
    .set({ last_used_at: at })
    .where('shop_id', '=', shopId)
    .where('key_id', '=', keyId)
    .execute();
}

/** False when there is no such key, or it was revoked before. */
export async function revokeKey(tx: Tx, shopId: ShopId, keyId: string, at: number): Promise<boolean> {
  const result = await tx
    .updateTable('api_keys')
    .set({ revoked_at: at })
    .where('shop_id', '=', shopId)
    .where('key_id', '=', keyId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
