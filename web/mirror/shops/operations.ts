import { z } from 'zod';
import { defineOperation } from '../../platform/shopify/admin-api.ts';

/** Needs no scope. */
export const shopOperation = defineOperation()(
  /* GraphQL */ `
    query Shop {
      shop {
        id
        name
        currencyCode
        ianaTimezone
        taxesIncluded
        plan {
          publicDisplayName
        }
        shopAddress {
          countryCodeV2
        }
        orderNumberFormatPrefix
        orderNumberFormatSuffix
      }
    }
  `,
  z.object({
    shop: z.object({
      id: z.string(),
      name: z.string(),
      currencyCode: z.string().regex(/^[A-Z]{3}$/),
      ianaTimezone: z.string(),
      taxesIncluded: z.boolean(),
      plan: z.object({ publicDisplayName: z.string() }),
      shopAddress: z.object({ countryCodeV2: z.string().nullable() }),
      orderNumberFormatPrefix: z.string(),
      orderNumberFormatSuffix: z.string(),
    }),
  }),
);
