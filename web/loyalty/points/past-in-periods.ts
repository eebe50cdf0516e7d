/** What past orders would bring that share a limit, among themselves and with what their customers' orders have brought already. */
import type { Reader } from '../../../db/open.ts';
import type { CustomerId, OrderId, ShopId } from '../../platform/kit/ids.ts';
import { comesBefore, type InPeriod, type OrderLimit, roomFor } from './order-limit.ts';
import { earningsOfCustomers } from './store/earnings.ts';

interface PastOrder extends Omit<InPeriod, 'held' | 'orderId'> {
  orderId: OrderId;
  /** Without the limit. */
  points: number;
  limit: OrderLimit;
}

export interface SharedPeriods {
  add(customerId: CustomerId, order: PastOrder): void;
  /** Each order that was added, with what is left for it. */
  shared(handle: Reader, shopId: ShopId): Promise<{ customerId: CustomerId; points: number }[]>;
}

const CUSTOMERS_AT_ONCE = 250;

/** Keeps a few numbers of each order in memory: which of them gets how much is known only when all have been seen. */
export function countInPeriods(): SharedPeriods {
  const byCustomer = new Map<CustomerId, PastOrder[]>();
  return {
    add(customerId, { orderId, paidAt, award, points, limit }) {
      const orders = byCustomer.get(customerId) ?? [];
      orders.push({ orderId, paidAt, award, points, limit });
      byCustomer.set(customerId, orders);
    },
    async shared(handle, shopId) {
      const customers = [...byCustomer];
      const brought: { customerId: CustomerId; points: number }[] = [];
      for (let start = 0; start < customers.length; start += CUSTOMERS_AT_ONCE) {
        const some = customers.slice(start, start + CUSTOMERS_AT_ONCE);
        const orders = some.flatMap(([, own]) => own);
        const held = await earningsOfCustomers(
          handle,
          shopId,
          some.map(([customerId]) => customerId),
          {
            from: Math.min(...orders.map(({ limit }) => limit.from)),
            until: Math.max(...orders.map(({ limit }) => limit.until)),
          },
        );
        for (const [customerId, own] of some) {
          const others: InPeriod[] = held.filter((earning) => earning.customerId === customerId);
          for (const order of own.toSorted((a, b) => (comesBefore(a, b) ? -1 : 1))) {
            const points = Math.min(order.points, roomFor(order, order.limit, others));
            others.push({ ...order, held: points });
            brought.push({ customerId, points });
          }
        }
      }
      return brought;
    },
  };
}
