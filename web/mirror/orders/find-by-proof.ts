/**
 * The order that somebody names, if they show that it is theirs. Whether there is such an order, whether it is somebody else's: it takes the
 * same questions and as long, so that nobody learns from it which orders there are.
 */
import type { Reader } from '../../../db/open.ts';
import type { OrderId, ShopId } from '../../platform/kit/ids.ts';
import type { Services } from '../../platform/manifest.ts';
import { findShop } from '../shops/index.ts';
import { addressText, fits, type Places } from './order-proofs.ts';

/** Nobody types more. */
const LONGEST = 200;
/** Names are unique at Shopify; a merchant who has begun to count anew has two at most. */
const SAME_NAME = 5;
/** Stands for the order where there is none, so that a guess is compared all the same. */
const NOBODY = { order_id: null, proofs: null, destination_country: null, email: null };

export async function findOrderByProof(
  { config }: Pick<Services, 'config'>,
  handle: Reader,
  shopId: ShopId,
  typed: { number: string; proof: string },
): Promise<OrderId | null> {
  const proof = typed.proof.slice(0, LONGEST);
  const shop = await findShop(handle, shopId);
  const orders = await handle
    .selectFrom('orders')
    .leftJoin('customers', (join) =>
      join.onRef('customers.shop_id', '=', 'orders.shop_id').onRef('customers.customer_id', '=', 'orders.customer_id'),
    )
    .select(['orders.order_id', 'orders.proofs', 'orders.destination_country', 'customers.email'])
    .where('orders.shop_id', '=', shopId)
    .where(
      'orders.name',
      'in',
      namesOf(typed.number.slice(0, LONGEST), shop?.orderPrefix ?? '#', shop?.orderSuffix ?? ''),
    )
    .where('orders.deleted_at', 'is', null)
    .orderBy('orders.placed_at', 'desc')
    .limit(SAME_NAME)
    .execute();
  let found: string | null = null;
  for (const order of orders.length > 0 ? orders : [NOBODY]) {
    const places: Places = { destination: order.destination_country, store: shop?.country ?? null };
    const given = fits(config, shopId, order.proofs, proof, places);
    // What the customer's address is today fits as well as the one that was given with the order.
    const known = order.email !== null && proof.includes('@') && addressText(order.email) === addressText(proof);
    if ((given || known) && order.order_id !== null) found ??= order.order_id;
  }
  return found as OrderId | null;
}

/** How the order may be called: as typed, and with what the store puts around its numbers. */
export function namesOf(typed: string, prefix: string, suffix: string): string[] {
  const text = typed.normalize('NFKC').replaceAll(/\s/g, '');
  const bare = text.replace(/^#/, '');
  const start = bare.toLowerCase().startsWith(prefix.toLowerCase()) ? prefix.length : 0;
  const end = bare.toLowerCase().endsWith(suffix.toLowerCase()) ? bare.length - suffix.length : bare.length;
  const number = bare.slice(start, Math.max(start, end));
  // With the words before it, as it stands in emails: "Order #1001", "Đơn hàng 1001".
  const [, last = number] = /^\D+(\d+)$/.exec(number) ?? [];
  const whole = [number, last].map((each) => `${prefix}${each}${suffix}`);
  return [...new Set([text, text.toUpperCase(), bare, `#${bare}`, ...whole])];
}
