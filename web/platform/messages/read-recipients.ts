/** Address, language and consent, as Shopify has them now: of the three nothing is kept with a message. */
import { z } from 'zod';
import type { ShopId } from '../kit/ids.ts';
import { optionalTime, payloadText } from '../kit/payload-fields.ts';
import type { Services } from '../manifest.ts';
import { defineOperation } from '../shopify/admin-api.ts';
import type { Recipient } from './may-be-sent.ts';

/** In one call. */
export const MOST_RECIPIENTS = 25;

/** With the gid, by which customers and orders of one number are told apart. */
type Node = [gid: string, recipient: Recipient];
const id = z.string().startsWith('gid://');

const customer = z
  .object({
    id,
    locale: payloadText,
    defaultEmailAddress: z
      .object({ emailAddress: payloadText, marketingState: z.string(), marketingUpdatedAt: optionalTime })
      .nullable(),
  })
  .transform(
    ({ id: gid, locale, defaultEmailAddress: address }): Node => [
      gid,
      {
        locale,
        email: address?.emailAddress ?? null,
        consent: address ? { state: address.marketingState, updatedAt: address.marketingUpdatedAt } : null,
      },
    ],
  );

const order = z
  .object({ id, email: payloadText, customerLocale: payloadText })
  .transform(({ id: gid, email, customerLocale }): Node => [gid, { email, locale: customerLocale, consent: null }]);

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
        ... on Order {
          id
          email
          customerLocale
        }
      }
    }
  `,
  z.object({ nodes: z.array(z.union([customer, order]).nullable()) }),
);

/** By gid, of customers and of orders. Whom Shopify does not know is left out. At most `MOST_RECIPIENTS`. */
export async function readRecipients(
  services: Services,
  shopId: ShopId,
  gids: readonly string[],
): Promise<Map<string, Recipient>> {
  const { nodes } = await services.shopify.graphql(shopId, recipientsQuery, { ids: [...new Set(gids)] });
  return new Map(nodes.filter((node) => node !== null));
}
