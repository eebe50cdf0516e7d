/** The only writer of redemptions. Each step is taken once: it says whether it was this one that took it. */
import type { Tx } from '../../../../db/open.ts';
import type { ShopId } from '../../../platform/kit/ids.ts';
import type { Redemption } from './redemption-row.ts';
import { isReturnable, type Returnable } from './returnable.ts';

export async function insertRedemption(
  tx: Tx,
  shopId: ShopId,
  redemption: Pick<
    Redemption,
    'id' | 'customerId' | 'rewardId' | 'kind' | 'points' | 'title' | 'worth' | 'inputHash' | 'expiresAt' | 'createdAt'
  >,
): Promise<void> {
  await tx
    .insertInto('redemptions')
    .values({
      shop_id: shopId,
      redemption_id: redemption.id,
      customer_id: redemption.customerId,
      reward_id: redemption.rewardId,
      kind: redemption.kind,
      points: redemption.points,
      title: JSON.stringify(redemption.title),
      worth: JSON.stringify(redemption.worth),
      state: 'pending',
      problem: null,
      input_hash: redemption.inputHash,
      code: null,
      expires_at: redemption.expiresAt,
      created_at: redemption.createdAt,
      settled_at: null,
      order_id: null,
      ended_at: null,
      came_back: 0,
      return_run: null,
    })
    .execute();
}

export async function markIssued(
  tx: Tx,
  shopId: ShopId,
  id: string,
  code: string | null,
  now: number,
): Promise<boolean> {
  return changed(rows(tx, shopId, id).set({ state: 'issued', code, settled_at: now }).where('state', '=', 'pending'));
}

export async function markRefused(tx: Tx, shopId: ShopId, id: string, problem: string, now: number): Promise<boolean> {
  return changed(
    rows(tx, shopId, id).set({ state: 'refused', problem, settled_at: now }).where('state', '=', 'pending'),
  );
}

/** Whatever was said of it before, the order proves it. Of one that was returned a little too early only the order is noted. */
export async function markUsed(tx: Tx, shopId: ShopId, id: string, orderId: string, at: number): Promise<void> {
  await rows(tx, shopId, id)
    .set({ state: 'used', order_id: orderId, ended_at: at })
    .where('order_id', 'is', null)
    .where('state', 'in', ['issued', 'returning', 'used'])
    .execute();
  await rows(tx, shopId, id)
    .set({ order_id: orderId })
    .where('order_id', 'is', null)
    .where('state', '=', 'returned')
    .execute();
}

/** Shopify counts a use that no order has told of yet. */
export async function markUsedSomewhere(tx: Tx, shopId: ShopId, id: string, now: number): Promise<void> {
  await rows(tx, shopId, id).set({ state: 'used', ended_at: now }).where('state', '=', 'returning').execute();
}

/** Its code cannot be used any more; whether it was, is known a little later. */
export async function markCodeEnded(tx: Tx, shopId: ShopId, id: string, now: number): Promise<void> {
  await rows(tx, shopId, id).set({ ended_at: now }).where('state', '=', 'returning').execute();
}

export async function markReturned(tx: Tx, shopId: ShopId, id: string, now: number): Promise<boolean> {
  return changed(rows(tx, shopId, id).set({ state: 'returned', ended_at: now }).where('state', '=', 'returning'));
}

export async function noteCameBack(tx: Tx, shopId: ShopId, id: string, total: number): Promise<void> {
  await rows(tx, shopId, id).set({ came_back: total }).where('came_back', '<', total).execute();
}

export async function reassignRedemptions(tx: Tx, shopId: ShopId, from: string, to: string): Promise<void> {
  await tx
    .updateTable('redemptions')
    .set({ customer_id: to })
    .where('shop_id', '=', shopId)
    .where('customer_id', '=', from)
    .execute();
}

/** What was spent stays; whose it was, and the code, are forgotten. */
export async function forgetInRedemptions(tx: Tx, shopId: ShopId, customerIds: readonly string[]): Promise<void> {
  if (customerIds.length === 0) return;
  await tx
    .updateTable('redemptions')
    .set({ customer_id: null, code: null })
    .where('shop_id', '=', shopId)
    .where('customer_id', 'in', customerIds)
    .execute();
}

/** Those that are meant begin to be given back, as parts of that act. Returns which. */
export async function beginReturning(tx: Tx, shopId: ShopId, runId: string, wanted: Returnable): Promise<string[]> {
  const begun = await tx
    .updateTable('redemptions')
    .set({ state: 'returning', return_run: runId, ended_at: null })
    .where('shop_id', '=', shopId)
    .where(isReturnable(wanted))
    .returning('redemption_id')
    .execute();
  return begun.map((row) => row.redemption_id);
}

function rows(tx: Tx, shopId: ShopId, id: string) {
  return tx.updateTable('redemptions').where('shop_id', '=', shopId).where('redemption_id', '=', id);
}

async function changed(update: { executeTakeFirst(): Promise<{ numUpdatedRows: bigint }> }): Promise<boolean> {
  return (await update.executeTakeFirst()).numUpdatedRows > 0n;
}
