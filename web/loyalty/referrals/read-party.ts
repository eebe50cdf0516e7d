/**
 * What is known of advocate and friend, to be held against each other and forgotten. Telephone numbers and addresses are asked of Shopify for
 * this one order, and nothing of them is kept; an app that may not see them goes without.
 */
import { z } from 'zod';
import { findCustomers } from '../../mirror/customers/index.ts';
import { type CustomerId, gid, type ShopId } from '../../platform/kit/ids.ts';
import { payloadText } from '../../platform/kit/payload-fields.ts';
import type { Services } from '../../platform/manifest.ts';
import { AdminApiError, defineOperation, type Operation } from '../../platform/shopify/admin-api.ts';
import type { Party, PostalAddress } from './fraud-signals.ts';
import type { Referral } from './store/referrals.ts';

const address = z
  .object({ address1: payloadText, zip: payloadText, countryCodeV2: payloadText })
  .nullish()
  .transform((one): PostalAddress[] =>
    one ? [{ address1: one.address1, zip: one.zip, country: one.countryCodeV2 }] : [],
  );
const phone = z
  .object({ phoneNumber: payloadText })
  .nullish()
  .transform((one) => one?.phoneNumber ?? null);

const ADDRESS = 'address1 zip countryCodeV2';
const addressesQuery = defineOperation<{ order: string; advocate: string }>()(
  `query ReferralAddresses($order: ID!, $advocate: ID!) {
    order(id: $order) { shippingAddress { ${ADDRESS} } }
    customer(id: $advocate) { defaultAddress { ${ADDRESS} } lastOrder { shippingAddress { ${ADDRESS} } } }
  }`,
  z.object({
    order: z.object({ shippingAddress: address }).nullable(),
    customer: z
      .object({ defaultAddress: address, lastOrder: z.object({ shippingAddress: address }).nullable() })
      .nullable(),
  }),
);
const phonesQuery = defineOperation<{ order: string; advocate: string }>()(
  `query ReferralPhones($order: ID!, $advocate: ID!) {
    order(id: $order) { phone customer { defaultPhoneNumber { phoneNumber } } }
    customer(id: $advocate) { defaultPhoneNumber { phoneNumber } lastOrder { phone } }
  }`,
  z.object({
    order: z.object({ phone: payloadText, customer: z.object({ defaultPhoneNumber: phone }).nullable() }).nullable(),
    customer: z
      .object({ defaultPhoneNumber: phone, lastOrder: z.object({ phone: payloadText }).nullable() })
      .nullable(),
  }),
);

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
