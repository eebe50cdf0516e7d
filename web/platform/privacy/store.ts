import type { Tx } from '../../../db/open.ts';
import { dropJobsOf, keptForJob } from '../jobs/set-aside.ts';
import type { CustomerId, ShopId } from '../kit/ids.ts';

export interface DataRequest {
  requestId: string;
  customerId: CustomerId | null;
  /** Ms of the business clock. */
  requestedAt: number;
  /** Customer → slice → what it holds. */
  held: Record<string, unknown>;
}

/** The same request again is answered with what is held now. */
export async function storeDataRequest(tx: Tx, shopId: ShopId, request: DataRequest): Promise<void> {
  await tx
    .insertInto('data_requests')
    .values({
      shop_id: shopId,
      request_id: request.requestId,
      customer_id: request.customerId,
      requested_at: request.requestedAt,
      export: JSON.stringify(request.held),
    })
    .onConflict((conflict) =>
      conflict.columns(['shop_id', 'request_id']).doUpdateSet((eb) => ({ export: eb.ref('excluded.export') })),
    )
    .execute();
}

/** What the platform itself keeps of a person: exports, and webhooks that speak of them. */
export async function forgetCustomerIn(tx: Tx, shopId: ShopId, customerId: CustomerId): Promise<void> {
  await tx.deleteFrom('data_requests').where('shop_id', '=', shopId).where('customer_id', '=', customerId).execute();
  await tx
    .updateTable('inbox')
    .set({ body: '{}' })
    .where('shop_id', '=', shopId)
    .where('body', 'like', `%${customerId}%`)
    // What is still to be worked on has arrived after the request that it is to follow; it is erased with age.
    .where((eb) => eb.not(keptForJob(tx, shopId, 'webhook:', eb.ref('inbox.webhook_id'))))
    .execute();
}

export async function eraseShop(tx: Tx, shopId: ShopId): Promise<void> {
  await tx.deleteFrom('data_requests').where('shop_id', '=', shopId).execute();
  await tx.deleteFrom('inbox').where('shop_id', '=', shopId).execute();
  await dropJobsOf(tx, shopId, []);
  await tx.deleteFrom('installations').where('shop_id', '=', shopId).execute();
}
