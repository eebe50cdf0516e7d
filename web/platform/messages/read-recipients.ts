/** Address, language and consent, as Shopify has them now: of the three nothing is kept with a message. */
import { z } from 'zod';
import type { CustomerId, ShopId } from '../kit/ids.ts';
import { gid } from '../kit/ids.ts';
import { optionalTime, payloadId, payloadText } from '../kit/payload-fields.ts';
import type { Services } from '../manifest.ts';
import { defineOperation } from '../shopify/admin-api.ts';
import type { Recipient } from './may-be-sent.ts';

/** In one call. */
export const MOST_RECIPIENTS = 25;

const customer = z
  .object({
    id: payloadId,
    locale: payloadText,
    defaultEmailAddress: z
      .object({ emailAddress: payloadText, marketingState: z.string(), marketingUpdatedAt: optionalTime })
      .nullish(),
  })
  .transform(({ id, locale, defaultEmailAddress: address }): { id: string } & Recipient => ({
    id,
    locale,
    email: address?.emailAddress ?? null,
    consent: address ? { state: address.marketingState, updatedAt: address.marketingUpdatedAt } : null,
  }));

export const recipientsQuery = defineOperation<{ ids: string[] }>()(
  /* GraphQL */ `
    query Recipients($ids: [ID!]!) {
      nodes(ids: $ids) {
        ... on Customer {
          id
          locale
          defaultEmailAddress {
            emailAddress
            marketingState
            marketingUpdatedAt
          }
        }
      }
    }
  `,
  z.object({ nodes: z.array(customer.nullable()) }),
);

/** Whom Shopify does not know is left out. At most `MOST_RECIPIENTS`. */
export async function readRecipients(
  services: Services,
  shopId: ShopId,
  customerIds: readonly CustomerId[],
): Promise<Map<string, Recipient>> {
  const ids = [...new Set(customerIds)].map((id) => gid('Customer', id));
  const { nodes } = await services.shopify.graphql(shopId, recipientsQuery, { ids });
  return new Map(nodes.flatMap((node) => (node === null ? [] : [[node.id, node]])));
}
