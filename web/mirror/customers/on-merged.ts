/** Two customers became one: by webhook, or found out because the webhook was lost. */
import { z } from 'zod';
import type { Tx } from '../../../db/open.ts';
import { gid, type ShopId } from '../../platform/kit/ids.ts';
import { payloadId } from '../../platform/kit/payload-fields.ts';
import type { JobHandler, Services, WebhookHandler } from '../../platform/manifest.ts';
import { recordMerge } from './merges.ts';
import { ERASE_CUSTOMER } from '../../platform/privacy/erase-job.ts';
import { erasedCustomers } from '../../platform/privacy/erased.ts';
import { READ_CUSTOMER } from './on-customer.ts';
import { customerQuery } from './read-customer.ts';
import { forgetCustomer } from './store.ts';

const mergePayload = z.object({
  admin_graphql_api_customer_kept_id: payloadId,
  admin_graphql_api_customer_deleted_id: payloadId,
  status: z.string(),
});

/** `customers/merge`, which also tells of a merge that failed. */
export const onCustomersMerged: WebhookHandler = async (services, { shopId, body }) => {
  const { status, ...ids } = mergePayload.parse(body);
  if (status.toLowerCase() !== 'completed') {
    services.log.info({ shopId, status }, 'Customers were not merged: the merge was not completed');
    return;
  }
  const merge = { kept: ids.admin_graphql_api_customer_kept_id, removed: ids.admin_graphql_api_customer_deleted_id };
  await services.db.transaction((tx) => customersMerged(services, tx, shopId, merge));
};

const suspected = z.object({ kept: payloadId });

/**
 * An order that was somebody's is another customer's now. Either the merchant has reassigned it, or both are one: then Shopify
 * does not know the former any more. (It refuses to delete a customer who has orders.)
 */
export const checkMerged: JobHandler = async (services, { shopId, key, payload }) => {
  const { kept } = suspected.parse(payload);
  const { customer } = await services.shopify.graphql(shopId, customerQuery, { id: gid('Customer', key) });
  if (customer) return;
  await services.db.transaction((tx) => customersMerged(services, tx, shopId, { kept, removed: key }));
};

async function customersMerged(
  services: Services,
  tx: Tx,
  shopId: ShopId,
  merge: { kept: string; removed: string },
): Promise<void> {
  const erased = await erasedCustomers(tx, shopId, [merge.kept, merge.removed]);
  // Whoever was merged into somebody who was erased is that person, and was to be erased with them.
  if (erased.has(merge.kept) && !erased.has(merge.removed))
    await services.addJob(tx, { kind: ERASE_CUSTOMER, shopId, key: merge.removed });
  if (erased.size > 0) return;
  if (!(await recordMerge(tx, shopId, merge, services.clock.now()))) return;
  await forgetCustomer(tx, shopId, merge.removed, services.clock.now());
  await services.emit(tx, { name: 'customer.merged', shopId, key: merge.removed });
  // Tags of both, which no webhook carries.
  await services.addJob(tx, { kind: READ_CUSTOMER, shopId, key: merge.kept });
}
