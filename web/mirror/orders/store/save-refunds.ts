import { greatest } from '../../../../db/dialect/differences.ts';
import type { Tx } from '../../../../db/open.ts';
import type { ShopId } from '../../../platform/kit/ids.ts';
import type { RefundSnapshot } from '../order-snapshot.ts';

/** Unites what is known of the order's refunds. Money that was given back stays given back, so the greater amount is the newer. */
export async function saveRefunds(
  tx: Tx,
  shopId: ShopId,
  orderId: string,
  refunds: readonly RefundSnapshot[],
): Promise<void> {
  if (refunds.length === 0) return;
  await tx
    .insertInto('order_refunds')
    .values(
      refunds.map((refund) => ({
        shop_id: shopId,
        order_id: orderId,
        refund_id: refund.id,
        created_at: refund.createdAt,
        lines: JSON.stringify(refund.lines),
        money: refund.money ?? 0,
        shipping: refund.shipping,
        duties: refund.duties,
        tax_only: refund.taxOnly,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['shop_id', 'order_id', 'refund_id']).doUpdateSet((eb) => ({
        money: greatest(tx, eb.ref('order_refunds.money'), eb.ref('excluded.money')),
        shipping: greatest(tx, eb.ref('order_refunds.shipping'), eb.ref('excluded.shipping')),
        duties: greatest(tx, eb.ref('order_refunds.duties'), eb.ref('excluded.duties')),
        tax_only: greatest(tx, eb.ref('order_refunds.tax_only'), eb.ref('excluded.tax_only')),
      })),
    )
    .execute();
}
