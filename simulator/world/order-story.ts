/** One action on an order and what it tells the world: several topics that share one event id, after one `updated_at`. */
import { randomUUID } from 'node:crypto';
import { financialStatus } from './order-state.ts';
import { Unknown } from './refusals.ts';
import { touch } from './touch.ts';
import type { Happening, Id, Order, Shop, Transaction, World } from './types.ts';

export interface OrderStory {
  /** When it happens, ms. */
  now: number;
  tell(topic: string, resource: unknown): void;
  /** Adds a transaction and tells it. */
  transact(
    input: Omit<Transaction, 'id' | 'processedAt' | 'parentId' | 'refundId'> & Partial<Transaction>,
  ): Transaction;
  /** Brings the status up to date, marks the change and announces everything; `orders/updated` last. */
  end(): void;
}

/** What a transaction's webhook renders. */
export interface OrderPart<Part> {
  order: Order;
  part: Part;
}

export function beginStory(
  world: World,
  shop: Shop,
  order: Order,
  options: { announce?: 'all' | 'none' | readonly string[]; isNew?: boolean; at?: number } = {},
): OrderStory {
  const eventId = randomUUID();
  const wanted = options.announce ?? 'all';
  const happenings: Happening[] = [];
  const tell = (topic: string, resource: unknown): void => {
    if (wanted === 'all' || (wanted !== 'none' && wanted.includes(topic))) {
      happenings.push({ shop, topic, resource, eventId });
    }
  };
  return {
    now: options.at ?? world.now(),
    tell,
    transact(input) {
      const transaction: Transaction = {
        parentId: null,
        refundId: null,
        ...input,
        id: world.nextId(),
        processedAt: options.at ?? world.now(),
      };
      order.transactions.push(transaction);
      tell('order_transactions/create', { order, part: transaction } satisfies OrderPart<Transaction>);
      return transaction;
    },
    end() {
      order.financialStatus = financialStatus(order);
      if (!options.isNew) {
        touch(order, world.now());
        tell('orders/updated', order);
      }
      for (const happening of happenings) world.announce(happening);
    },
  };
}

export function findOrder(world: World, id: Id): { shop: Shop; order: Order } {
  for (const shop of world.shops.values()) {
    const order = shop.orders.get(id);
    if (order) return { shop, order };
  }
  throw new Unknown(`no order ${id}`);
}
