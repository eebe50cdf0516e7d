/** Orders of people who were erased: what was sold stays, whose it is and where it went does not. */
import type { Tx } from '../../../db/open.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import { erasedOrders, rememberOrders } from '../../platform/privacy/erased.ts';
import { erasedAmong } from '../customers/index.ts';
import type { OrderSnapshot } from './order-snapshot.ts';

/** An order whose shopper was erased has no customer any more, whoever it is said to be. Before any row is locked. */
export async function withoutErased<Told extends { order: OrderSnapshot }>(
  tx: Tx,
  shopId: ShopId,
  told: readonly Told[],
  now: number,
): Promise<readonly Told[]> {
  const orders = told.map(({ order }) => order);
  const people = await erasedAmong(
    tx,
    shopId,
    orders.flatMap(({ customer }) => customer ?? []),
  );
  const known = await erasedOrders(
    tx,
    shopId,
    orders.map(({ id }) => id),
  );
  const late = orders.filter(({ id, customer }) => customer && people.has(customer.id) && !known.has(id));
  if (late.length > 0) {
    const ids = late.map(({ id }) => id);
    await rememberOrders(tx, shopId, ids, now);
    for (const id of ids) known.add(id);
  }
  if (known.size === 0) return told;
  return told.map((one) => (known.has(one.order.id) ? { ...one, order: impersonal(one.order) } : one));
}

/** What was made for one person may say so in its title. */
function impersonal(order: OrderSnapshot): OrderSnapshot {
  return {
    ...order,
    customer: null,
    contacts: null,
    guestEmail: null,
    lines: order.lines.map((line) => (line.productId === null ? { ...line, title: '' } : line)),
  };
}
