import { greatest } from '../../../../db/dialect/differences.ts';
import type { Tx } from '../../../../db/open.ts';
import type { ShopId } from '../../../platform/kit/ids.ts';
import type { RefundSnapshot } from '../order-snapshot.ts';

/** Unites what is known of orders' refunds. Money that was given back stays given back, so the greater amount is the newer. */
export async function saveRefunds(
  tx: Tx,
  shopId: ShopId,
  refunds: readonly { orderId: string; refund: RefundSnapshot }[],
): Promise<void> {
  const rows = new Map<string, ReturnType<typeof refundRow>>();
  for (const { orderId, refund } of refunds) {
    const row = refundRow(shopId, orderId, refund);
    const key = `${orderId} ${refund.id}`;
    const earlier = rows.get(key);
    rows.set(key, earlier ? united(earlier, row) : row);
  }
  if (rows.size === 0) return;
  await tx
    .insertInto('order_refunds')
    // In a fixed order, so that two transactions which save several never wait in a circle.
    .values([...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row))
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

function refundRow(shopId: ShopId, orderId: string, refund: RefundSnapshot) {
  return {
    shop_id: shopId,
    order_id: orderId,
    refund_id: refund.id,
    created_at: refund.createdAt,
    lines: JSON.stringify(refund.lines),
    money: refund.money ?? 0,
    shipping: refund.shipping,
    duties: refund.duties,
    tax_only: refund.taxOnly,
  };
}

/** What the statement does with a row that is there, for one that is named twice. */
function united(earlier: ReturnType<typeof refundRow>, later: ReturnType<typeof refundRow>) {
  return {
    ...earlier,
    money: Math.max(earlier.money, later.money),
    shipping: Math.max(earlier.shipping, later.shipping),
    duties: Math.max(earlier.duties, later.duties),
    tax_only: Math.max(earlier.tax_only, later.tax_only),
  };
}
