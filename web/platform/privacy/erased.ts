/**
 * Who was erased. Of a person nothing is kept but digests of their ids under a key of the store's own: enough to know them again when a late
 * webhook speaks of them, and no way back to who they were. Whoever writes down something of a person asks here first.
 */
import { createHmac, randomBytes } from 'node:crypto';
import { holdOffErasures } from '../../../db/dialect/erasing.ts';
import type { Reader, Tx } from '../../../db/open.ts';
import type { ShopId } from '../kit/ids.ts';

const IDS_PER_QUERY = 1_000;

type Named = 'customer' | 'order' | 'email' | 'guest';

/** Those of these customers who were erased. No erasure comes in between until the transaction ends. */
export async function erasedCustomers(tx: Tx, shopId: ShopId, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  await holdOffErasures(tx, shopId);
  return new Set((await erasedAt(tx, shopId, 'customer', ids)).keys());
}

/** Those of these orders whose shopper was erased. No erasure comes in between until the transaction ends. */
export async function erasedOrders(tx: Tx, shopId: ShopId, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  await holdOffErasures(tx, shopId);
  return new Set((await erasedAt(tx, shopId, 'order', ids)).keys());
}

/**
 * Those of these addresses whose owner was erased without anybody knowing an id, with the moment: a customer with that address who is older
 * than this is that person; one who was made later has come anew.
 */
export function erasedEmails(handle: Reader, shopId: ShopId, emails: readonly string[]): Promise<Map<string, number>> {
  return erasedAt(handle, shopId, 'email', emails);
}

/** As `erasedCustomers`, for looking only: somebody else may be erased a moment later. */
export async function knownErased(handle: Reader, shopId: ShopId, ids: readonly string[]): Promise<Set<string>> {
  return new Set((await erasedAt(handle, shopId, 'customer', ids)).keys());
}

/** As `erasedOrders`, for looking only. */
export async function knownErasedOrders(handle: Reader, shopId: ShopId, ids: readonly string[]): Promise<Set<string>> {
  return new Set((await erasedAt(handle, shopId, 'order', ids)).keys());
}

async function erasedAt(
  handle: Reader,
  shopId: ShopId,
  named: Named,
  ids: readonly string[],
): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  if (ids.length === 0) return found;
  const secret = await secretOf(handle, shopId);
  if (secret === null) return found;
  const idOf = new Map([...new Set(ids)].map((id) => [digest(secret, named, id), id]));
  const digests = [...idOf.keys()];
  for (let start = 0; start < digests.length; start += IDS_PER_QUERY) {
    const rows = await handle
      .selectFrom('erasures')
      .select(['digest', 'erased_at'])
      .where('shop_id', '=', shopId)
      .where('digest', 'in', digests.slice(start, start + IDS_PER_QUERY))
      .execute();
    for (const row of rows) found.set(idOf.get(row.digest) ?? '', row.erased_at);
  }
  return found;
}

/**
 * From now on these are erased. After `eraseAlone`, so that whoever is about to write down something of them waits until this transaction
 * has ended.
 */
export async function rememberErased(
  tx: Tx,
  shopId: ShopId,
  erased: { customers: readonly string[]; orders: readonly string[]; emails: readonly string[] },
  now: number,
): Promise<void> {
  const secret = await ownSecret(tx, shopId);
  await addDigests(
    tx,
    shopId,
    [
      ...erased.customers.map((id) => digest(secret, 'customer', id)),
      ...erased.orders.map((id) => digest(secret, 'order', id)),
      ...erased.emails.map((email) => digest(secret, 'email', email)),
    ],
    now,
  );
}

/** Orders of somebody who was erased, of which we hear only now; after `erasedCustomers` in the same transaction. */
export async function rememberOrders(tx: Tx, shopId: ShopId, orders: readonly string[], now: number): Promise<void> {
  const secret = await secretOf(tx, shopId);
  if (secret === null) throw new Error('nobody of this store was erased');
  await addDigests(
    tx,
    shopId,
    orders.map((id) => digest(secret, 'order', id)),
    now,
  );
}

async function addDigests(tx: Tx, shopId: ShopId, digests: readonly string[], now: number): Promise<void> {
  for (let start = 0; start < digests.length; start += IDS_PER_QUERY) {
    await tx
      .insertInto('erasures')
      .values(
        digests.slice(start, start + IDS_PER_QUERY).map((each) => ({ shop_id: shopId, digest: each, erased_at: now })),
      )
      .onConflict((conflict) => conflict.columns(['shop_id', 'digest']).doUpdateSet({ erased_at: now }))
      .execute();
  }
}

/**
 * By which somebody who buys without an account is known again, from their address: that itself is not kept. Of each address its digest,
 * whatever its letter case and the spaces around it.
 */
export async function addressDigests(
  tx: Tx,
  shopId: ShopId,
  emails: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (emails.length === 0) return new Map();
  const secret = await ownSecret(tx, shopId);
  return new Map(emails.map((email) => [email, digest(secret, 'guest', email)]));
}

/** As `addressDigests`, for looking only; none where the store has kept none. */
export async function knownAddressDigests(
  handle: Reader,
  shopId: ShopId,
  emails: readonly string[],
): Promise<string[]> {
  const secret = emails.length === 0 ? null : await secretOf(handle, shopId);
  return secret === null ? [] : emails.map((email) => digest(secret, 'guest', email));
}

async function ownSecret(tx: Tx, shopId: ShopId): Promise<string> {
  const there = await secretOf(tx, shopId);
  if (there !== null) return there;
  await tx
    .insertInto('erasure_keys')
    .values({ shop_id: shopId, secret: randomBytes(32).toString('base64url') })
    .onConflict((conflict) => conflict.column('shop_id').doNothing())
    .execute();
  const secret = await secretOf(tx, shopId);
  if (secret === null) throw new Error('the key that was just made is not there');
  return secret;
}

/** Null while the store has needed none. */
async function secretOf(handle: Reader, shopId: ShopId): Promise<string | null> {
  const row = await handle.selectFrom('erasure_keys').select('secret').where('shop_id', '=', shopId).executeTakeFirst();
  return row?.secret ?? null;
}

function digest(secret: string, named: Named, id: string): string {
  return createHmac('sha256', secret)
    .update(`${named}:${named === 'email' || named === 'guest' ? id.trim().toLowerCase() : id}`)
    .digest('base64url');
}
