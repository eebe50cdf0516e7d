import { sql } from 'kysely';
import type { Reader, Tx } from '../../../db/open.ts';
import type { CustomerId, ShopId } from '../../platform/kit/ids.ts';
import { addressDigests, erasedCustomers, knownErased } from '../../platform/privacy/erased.ts';
import { verifiedAddress, verifiedDigest } from './addresses.ts';
import type { CustomerSnapshot } from './customer-payload.ts';
import { erasedAmong } from './erased-among.ts';
import { foldText } from './fold-text.ts';

export interface Customer {
  id: CustomerId;
  email: string | null;
  firstName: string | null;
  lastName: string | null;
  tags: string[];
  createdAt: number;
}

/**
 * Stores what is newer than what we have. Returns false when it was older. A customer known from an order only (`updatedAt`
 * null) never overwrites what Shopify said of the customer itself. Who was deleted or erased stays so.
 */
export async function saveCustomer(tx: Tx, shopId: ShopId, snapshot: CustomerSnapshot, now: number): Promise<boolean> {
  if ((await erasedAmong(tx, shopId, [snapshot])).size > 0) return false;
  const moving = {
    ...columns(snapshot),
    ...(snapshot.verified !== undefined && { address_digest: await verifiedDigest(tx, shopId, snapshot) }),
    ...(snapshot.tags && { tags: JSON.stringify(snapshot.tags), tags_read_at: now }),
  };
  const result = await tx
    .insertInto('customers')
    .values({ ...unknownCustomer(shopId, snapshot.id, now), ...moving })
    .onConflict((conflict) =>
      conflict
        .columns(['shop_id', 'customer_id'])
        .doUpdateSet({ address_digest: KNOWN_OF_IT, ...moving })
        .where('customers.updated_at', '<=', moving.updated_at)
        .where('customers.deleted_at', 'is', null),
    )
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** What orders tell of their customers (never their tags), one perhaps several times: as `saveCustomer` for one after the other. */
export async function saveCustomersOfOrders(
  tx: Tx,
  shopId: ShopId,
  snapshots: readonly (Omit<CustomerSnapshot, 'tags' | 'createdAt'> & { createdAt: number })[],
  now: number,
): Promise<void> {
  const newest = new Map<string, (typeof snapshots)[number]>();
  const erased = await erasedAmong(tx, shopId, snapshots);
  for (const snapshot of snapshots) {
    if (erased.has(snapshot.id)) continue;
    const earlier = newest.get(snapshot.id);
    if (!earlier || (earlier.updatedAt ?? 0) <= (snapshot.updatedAt ?? 0)) newest.set(snapshot.id, snapshot);
  }
  if (newest.size === 0) return;
  const digests = await addressDigests(tx, shopId, [...newest.values()].flatMap(verifiedAddress));
  // In a fixed order, so that two transactions which save several never wait in a circle.
  const rows = [...newest.values()]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((snapshot) => ({
      ...unknownCustomer(shopId, snapshot.id, now),
      ...columns(snapshot),
      address_digest: digests.get(verifiedAddress(snapshot)[0] ?? '') ?? null,
      created_at: snapshot.createdAt,
    }));
  await tx
    .insertInto('customers')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['shop_id', 'customer_id'])
        .doUpdateSet((eb) => ({
          email: eb.ref('excluded.email'),
          address_digest: sql<string | null>`coalesce(excluded.address_digest, ${KNOWN_OF_IT})`,
          first_name: eb.ref('excluded.first_name'),
          last_name: eb.ref('excluded.last_name'),
          state: eb.ref('excluded.state'),
          search_text: eb.ref('excluded.search_text'),
          updated_at: eb.ref('excluded.updated_at'),
          created_at: eb.ref('excluded.created_at'),
        }))
        .whereRef('customers.updated_at', '<=', 'excluded.updated_at')
        .where('customers.deleted_at', 'is', null),
    )
    .execute();
}

/** Where a source does not say whether the address is verified, what was known of the same address holds. */
const KNOWN_OF_IT = sql<string | null>`case when customers.email = excluded.email then customers.address_digest end`;

function unknownCustomer(shopId: ShopId, customerId: string, now: number) {
  return {
    shop_id: shopId,
    customer_id: customerId,
    tags: '[]',
    tags_read_at: null,
    created_at: now,
    deleted_at: null,
  };
}

function columns(snapshot: CustomerSnapshot) {
  return {
    email: snapshot.email,
    first_name: snapshot.firstName,
    last_name: snapshot.lastName,
    state: snapshot.state,
    search_text: foldText([snapshot.firstName, snapshot.lastName, snapshot.email].filter(Boolean).join(' ')),
    updated_at: snapshot.updatedAt ?? 0,
    ...(snapshot.createdAt !== null && { created_at: snapshot.createdAt }),
  };
}

/** Deleted at Shopify: keeps the id, so that a late webhook does not bring the person back; forgets everything else. */
export async function forgetCustomer(tx: Tx, shopId: ShopId, customerId: string, now: number): Promise<void> {
  if ((await erasedCustomers(tx, shopId, [customerId])).size > 0) return;
  const nothing = {
    email: null,
    address_digest: null,
    first_name: null,
    last_name: null,
    state: null,
    tags: '[]',
    tags_read_at: null,
    search_text: '',
  };
  await tx
    .insertInto('customers')
    .values({ shop_id: shopId, customer_id: customerId, created_at: now, updated_at: now, deleted_at: now, ...nothing })
    .onConflict((conflict) => conflict.columns(['shop_id', 'customer_id']).doUpdateSet({ ...nothing, deleted_at: now }))
    .execute();
}

/** Deleted or erased: whatever still comes of them concerns nobody. */
export async function isForgotten(handle: Reader, shopId: ShopId, customerId: string): Promise<boolean> {
  if ((await knownErased(handle, shopId, [customerId])).size > 0) return true;
  const row = await handle
    .selectFrom('customers')
    .select('deleted_at')
    .where('shop_id', '=', shopId)
    .where('customer_id', '=', customerId)
    .executeTakeFirst();
  return (row?.deleted_at ?? null) !== null;
}

/** For comparing: id → `updated_at`; who was deleted or erased stays so. */
export async function customerStates(
  handle: Reader,
  shopId: ShopId,
  ids: readonly string[],
): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const rows = await handle
    .selectFrom('customers')
    .select(['customer_id', 'updated_at', 'deleted_at'])
    .where('shop_id', '=', shopId)
    .where('customer_id', 'in', ids)
    .execute();
  const states = new Map(rows.map((row) => [row.customer_id, row.deleted_at === null ? row.updated_at : Infinity]));
  for (const id of await knownErased(handle, shopId, ids)) states.set(id, Infinity);
  return states;
}

/** Ids of customers who are there, as far as we know, in their order; `after` null = from the first. */
export async function customerIds(
  handle: Reader,
  shopId: ShopId,
  { after, limit }: { after: string | null; limit: number },
): Promise<string[]> {
  const rows = await handle
    .selectFrom('customers')
    .select('customer_id')
    .where('shop_id', '=', shopId)
    .where('customer_id', '>', after ?? '')
    .where('deleted_at', 'is', null)
    .orderBy('customer_id')
    .limit(limit)
    .execute();
  return rows.map((row) => row.customer_id);
}

/** How many are there, as far as we know. */
export async function countCustomers(handle: Reader, shopId: ShopId): Promise<number> {
  const row = await handle
    .selectFrom('customers')
    .where('shop_id', '=', shopId)
    .where('deleted_at', 'is', null)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** They were erased: not even the id stays. */
export async function dropCustomers(tx: Tx, shopId: ShopId, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.deleteFrom('customers').where('shop_id', '=', shopId).where('customer_id', 'in', ids).execute();
}

/** Null when unknown or deleted. */
export async function findCustomer(handle: Reader, shopId: ShopId, customerId: CustomerId): Promise<Customer | null> {
  const [customer] = await findCustomers(handle, shopId, [customerId]);
  return customer ?? null;
}

export async function findCustomers(handle: Reader, shopId: ShopId, ids: readonly string[]): Promise<Customer[]> {
  if (ids.length === 0) return [];
  const rows = await handle
    .selectFrom('customers')
    .select(COLUMNS)
    .where('shop_id', '=', shopId)
    .where('customer_id', 'in', ids)
    .where('deleted_at', 'is', null)
    .execute();
  return rows.map(toCustomer);
}

/** Tags as they were last read; who was deleted has none, whose tags were never read are left out. */
export async function knownTags(
  handle: Reader,
  shopId: ShopId,
  ids: readonly CustomerId[],
): Promise<Map<CustomerId, readonly string[]>> {
  if (ids.length === 0) return new Map();
  const rows = await handle
    .selectFrom('customers')
    .select(['customer_id', 'tags'])
    .where('shop_id', '=', shopId)
    .where('customer_id', 'in', ids)
    .where((eb) => eb.or([eb('tags_read_at', 'is not', null), eb('deleted_at', 'is not', null)]))
    .execute();
  return new Map(rows.map((row) => [row.customer_id as CustomerId, JSON.parse(row.tags) as string[]]));
}

/** All who have exactly this address, letter case aside: whoever asks for their data must be found among any number of others. */
export async function customersWithEmail(handle: Reader, shopId: ShopId, email: string): Promise<CustomerId[]> {
  const rows = await handle
    .selectFrom('customers')
    .select('customer_id')
    .where('shop_id', '=', shopId)
    .where((eb) => eb(eb.fn<string>('lower', ['email']), '=', email.toLowerCase()))
    .where('deleted_at', 'is', null)
    .execute();
  return rows.map((row) => row.customer_id as CustomerId);
}

/** Who has which of these addresses, given in lower case; where several share one, the first who came. */
export async function customersByEmail(
  handle: Reader,
  shopId: ShopId,
  emails: readonly string[],
): Promise<Map<string, CustomerId>> {
  if (emails.length === 0) return new Map();
  const rows = await handle
    .selectFrom('customers')
    .select((eb) => ['customer_id', eb.fn<string>('lower', ['email']).as('address')])
    .where('shop_id', '=', shopId)
    .where((eb) => eb(eb.fn<string>('lower', ['email']), 'in', [...new Set(emails)]))
    .where('deleted_at', 'is', null)
    .orderBy('created_at', 'desc')
    .orderBy('customer_id', 'desc')
    .execute();
  return new Map(rows.map((row) => [row.address, row.customer_id as CustomerId]));
}

/** Newest first. Every word of the query must be in name or email, diacritics aside; an id finds its customer. */
export async function searchCustomers(
  handle: Reader,
  shopId: ShopId,
  search: { query: string; after: { createdAt: number; id: string } | null; limit: number },
): Promise<Customer[]> {
  const words = foldText(search.query).split(/\s+/).filter(Boolean).slice(0, 8);
  const { after } = search;
  let query = handle
    .selectFrom('customers')
    .select(COLUMNS)
    .where('shop_id', '=', shopId)
    .where('deleted_at', 'is', null)
    .orderBy('created_at', 'desc')
    .orderBy('customer_id', 'desc')
    .limit(search.limit);
  for (const word of words) {
    const pattern = `%${word.replace(/[\\%_]/g, '\\$&')}%`;
    query = query.where((eb) =>
      eb.or([sql<boolean>`${eb.ref('search_text')} like ${pattern} escape '\\'`, eb('customer_id', '=', word)]),
    );
  }
  if (after) {
    query = query.where((eb) =>
      eb.or([
        eb('created_at', '<', after.createdAt),
        eb.and([eb('created_at', '=', after.createdAt), eb('customer_id', '<', after.id)]),
      ]),
    );
  }
  return (await query.execute()).map(toCustomer);
}

const COLUMNS = ['customer_id', 'email', 'first_name', 'last_name', 'tags', 'created_at'] as const;

function toCustomer(row: {
  customer_id: string;
  email: string | null;
  first_name: string | null;
  last_name: string | null;
  tags: string;
  created_at: number;
}): Customer {
  return {
    id: row.customer_id as CustomerId,
    email: row.email,
    firstName: row.first_name,
    lastName: row.last_name,
    tags: JSON.parse(row.tags) as string[],
    createdAt: row.created_at,
  };
}
