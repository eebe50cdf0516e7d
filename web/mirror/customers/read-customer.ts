/** Reads one customer through the Admin API: the only way to the tags, which no webhook of the customer carries. */
import { z } from 'zod';
import { type CustomerId, gid, type ShopId } from '../../platform/kit/ids.ts';
import { payloadFlag, payloadId, payloadText, payloadTime } from '../../platform/kit/payload-fields.ts';
import type { JobHandler, Services } from '../../platform/manifest.ts';
import { defineOperation } from '../../platform/shopify/admin-api.ts';
import type { CustomerSnapshot } from './customer-payload.ts';
import { knownTags, saveCustomer } from './store.ts';

export const CUSTOMER_FIELDS =
  'id defaultEmailAddress { emailAddress } verifiedEmail firstName lastName state tags createdAt updatedAt';

/** Null where there is none, or where the app may not see it. */
export const apiEmail = z
  .object({ emailAddress: payloadText })
  .nullish()
  .transform((address) => address?.emailAddress ?? null);

export const customerNode = z
  .object({
    id: payloadId,
    defaultEmailAddress: apiEmail,
    verifiedEmail: payloadFlag,
    firstName: payloadText,
    lastName: payloadText,
    state: payloadText,
    tags: z.array(z.string()),
    createdAt: payloadTime,
    updatedAt: payloadTime,
  })
  .transform(
    (node): CustomerSnapshot => ({
      id: node.id,
      email: node.defaultEmailAddress,
      verified: node.verifiedEmail,
      firstName: node.firstName,
      lastName: node.lastName,
      state: node.state?.toLowerCase() ?? null,
      tags: node.tags,
      createdAt: node.createdAt,
      updatedAt: node.updatedAt,
    }),
  );

export const customerQuery = defineOperation<{ id: string }>()(
  `query Customer($id: ID!) { customer(id: $id) { ${CUSTOMER_FIELDS} } }`,
  z.object({ customer: customerNode.nullable() }),
);

/** As Shopify has it now, stored on the way; null when Shopify does not know the customer any more. */
export async function readCustomer(
  services: Services,
  shopId: ShopId,
  customerId: string,
): Promise<CustomerSnapshot | null> {
  const { customer } = await services.shopify.graphql(shopId, customerQuery, { id: gid('Customer', customerId) });
  if (!customer) return null;
  await services.db.transaction(async (tx) => {
    const saved = await saveCustomer(tx, shopId, customer, services.clock.now());
    if (saved) await services.emit(tx, { name: 'customer.changed', shopId, key: customerId });
  });
  return customer;
}

/** The tags of these customers as they were last read, which webhooks keep up to date; whose never were are read now. */
export async function customersWithTags(
  services: Services,
  shopId: ShopId,
  ids: readonly CustomerId[],
): Promise<Map<CustomerId, readonly string[]>> {
  const tags = await knownTags(services.db.read, shopId, ids);
  for (const id of new Set(ids)) {
    if (!tags.has(id)) tags.set(id, (await readCustomer(services, shopId, id))?.tags ?? []);
  }
  return tags;
}

/** `customer.tags_added` and `_removed` say what changed, not what is: read it. Coalesced per customer. */
export const readChangedCustomer: JobHandler = async (services, { shopId, key }) => {
  await readCustomer(services, shopId, key);
};
