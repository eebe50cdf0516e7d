/**
 * What is known of advocate and friend, to be held against each other and forgotten. Telephone numbers and addresses are asked of Shopify for
 * this one order, and nothing of them is kept; an app that may not see them goes without.
 */
import { findCustomers } from '../../mirror/customers/index.ts';
import { type CustomerId, gid, type ShopId } from '../../platform/kit/ids.ts';
import type { Services } from '../../platform/manifest.ts';
import { AdminApiError, type Operation } from '../../platform/shopify/admin-api.ts';
import type { Party } from './fraud-signals.ts';
import { addressesQuery, phonesQuery } from './operations.ts';
import type { Referral } from './store/referrals.ts';

export type Known = Pick<Party, 'emails' | 'phones' | 'addresses'>;

export async function readParties(
  services: Services,
  shopId: ShopId,
  { advocateId, friendId, orderId }: Referral,
): Promise<{ advocate: Known; friend: Known; friendSince: number | null }> {
  const ids = [advocateId, friendId].filter((id) => id !== null);
  const customers = new Map((await findCustomers(services.db.read, shopId, ids)).map((one) => [one.id, one]));
  const emailOf = (id: CustomerId | null) => (id === null ? [] : (customers.get(id)?.email ?? []));
  const variables = { order: gid('Order', orderId ?? '0'), advocate: gid('Customer', advocateId ?? '0') };
  const addresses = await ifAllowed(services, shopId, addressesQuery, variables);
  const phones = await ifAllowed(services, shopId, phonesQuery, variables);
  const present = (texts: readonly (string | null | undefined)[]) => texts.flatMap((text) => text ?? []);
  return {
    advocate: {
      emails: present([emailOf(advocateId)].flat()),
      phones: present([phones?.customer?.defaultPhoneNumber, phones?.customer?.lastOrder?.phone]),
      addresses: [
        ...(addresses?.customer?.defaultAddress ?? []),
        ...(addresses?.customer?.lastOrder?.shippingAddress ?? []),
      ],
    },
    friend: {
      emails: present([emailOf(friendId)].flat()),
      phones: present([phones?.order?.phone, phones?.order?.customer?.defaultPhoneNumber]),
      addresses: addresses?.order?.shippingAddress ?? [],
    },
    friendSince: friendId === null ? null : (customers.get(friendId)?.createdAt ?? null),
  };
}

/** Null where Shopify does not let the app see it. */
async function ifAllowed<Data, Variables extends object>(
  services: Services,
  shopId: ShopId,
  operation: Operation<Data, Variables>,
  variables: Variables,
): Promise<Data | null> {
  try {
    return await services.shopify.graphql(shopId, operation, variables);
  } catch (error) {
    if (error instanceof AdminApiError && error.reason === 'refused') return null;
    throw error;
  }
}
