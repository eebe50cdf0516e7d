/** What of both sides of a referral is asked of Shopify: telephone numbers and addresses, of this order and these two people alone. */
import { z } from 'zod';
import { payloadText } from '../../platform/kit/payload-fields.ts';
import { defineOperation } from '../../platform/shopify/admin-api.ts';
import type { PostalAddress } from './fraud-signals.ts';

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
export const addressesQuery = defineOperation<{ order: string; advocate: string }>()(
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
export const phonesQuery = defineOperation<{ order: string; advocate: string }>()(
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
