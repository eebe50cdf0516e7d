import { sql } from 'kysely';
import type { Reader, Tx } from '../../../db/open.ts';
import type { CustomerId, ShopId } from '../../platform/kit/ids.ts';
import { eraseSync } from '../syncs/index.ts';
import type { CustomerSnapshot } from './customer-payload.ts';
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
 * null) never overwrites what Shopify said of the customer itself. Who was deleted stays so.
 */
export async function saveCustomer(tx: Tx, shopId: ShopId, snapshot: CustomerSnapshot, now: number): Promise<boolean> {
  const updatedAt = snapshot.updatedAt ?? 0;
  const moving = {
    email: snapshot.email,
    first_name: snapshot.firstName,
    last_name: snapshot.lastName,
    state: snapshot.state,
    search_text: foldText([snapshot.firstName, snapshot.lastName, snapshot.email].filter(Boolean).join(' ')),
    updated_at: updatedAt,
    ...(snapshot.tags && { tags: JSON.stringify(snapshot.tags), tags_read_at: now }),
    ...(snapshot.createdAt !== null && { created_at: snapshot.createdAt }),
  };
  const result = await tx
    .insertInto('customers')
    .values({
      shop_id: shopId,
      customer_id: snapshot.id,
      tags: '[]',
      tags_read_at: null,
      created_at: now,
      deleted_at: null,
      ...moving,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['shop_id', 'customer_id'])
        .doUpdateSet(moving)
        .where('customers.updated_at', '<=', updatedAt)
        .where('customers.deleted_at', 'is', null),
    )
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Keeps the id, so that a late webhook does not bring the person back; forgets everything else. */
export async function forgetCustomer(tx: Tx, shopId: ShopId, customerId: string, now: number): Promise<void> {
  const nothing = {
    email: null,
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

export async function eraseCustomers(tx: Tx, shopId: ShopId): Promise<void> {
  await tx.deleteFrom('customers').where('shop_id', '=', shopId).execute();
  await eraseSync(tx, shopId, 'customers');
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
