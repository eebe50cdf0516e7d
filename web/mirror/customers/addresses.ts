/** Customers by the address that Shopify knows to be theirs, without the address itself: what they bought as guests is known by its digest. */
import type { Reader, Tx } from '../../../db/open.ts';
import type { CustomerId, ShopId } from '../../platform/kit/ids.ts';
import { addressDigests } from '../../platform/privacy/erased.ts';
import type { CustomerSnapshot } from './customer-payload.ts';

type Address = Pick<CustomerSnapshot, 'verified' | 'email'>;

/** The address, or nothing while it is not verified. */
export function verifiedAddress({ verified, email }: Address): [string] | [] {
  return verified === true && email !== null ? [email] : [];
}

export async function verifiedDigest(tx: Tx, shopId: ShopId, customer: Address): Promise<string | null> {
  const [digest] = (await addressDigests(tx, shopId, verifiedAddress(customer))).values();
  return digest ?? null;
}

/** Null where the address is not verified. */
export async function addressOf(handle: Reader, shopId: ShopId, customerId: string): Promise<string | null> {
  const row = await handle
    .selectFrom('customers')
    .select('address_digest')
    .where('shop_id', '=', shopId)
    .where('customer_id', '=', customerId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  return row?.address_digest ?? null;
}

/** Whose verified address that is; where several share it, the first who came. */
export async function customerAtAddress(handle: Reader, shopId: ShopId, digest: string): Promise<CustomerId | null> {
  const row = await handle
    .selectFrom('customers')
    .select('customer_id')
    .where('shop_id', '=', shopId)
    .where('address_digest', '=', digest)
    .where('deleted_at', 'is', null)
    .orderBy('created_at')
    .orderBy('customer_id')
    .limit(1)
    .executeTakeFirst();
  return (row?.customer_id ?? null) as CustomerId | null;
}
