/** Asking for an email: a row in the transaction of its cause, so that it is sent exactly if that commits; a job sends it afterwards. */
import type { Tx } from '../../../db/open.ts';
import type { CustomerId, OrderId, ShopId } from '../kit/ids.ts';
import type { Services } from '../manifest.ts';
import { erasedCustomers, erasedOrders } from '../privacy/erased.ts';
import { addMessage } from './store.ts';

/** Job that sends what is due of a store. */
export const SEND_MESSAGES = 'messages.send';

export type NewMessage = AboutMessage &
  ({ customerId: CustomerId; orderId?: undefined } | { customerId: CustomerId | null; orderId: OrderId });

interface AboutMessage {
  /** Names the cause, e.g. `points_earned/8812`: whatever is queued under it a second time is left aside. Nothing personal but ids. */
  key: string;
  /** A name out of a manifest's `emails`. */
  kind: string;
  /** Which rows it is about, for `compose`. Ids and days, never a name or an address. */
  payload?: unknown;
  /** Ms of the business clock: not before; now when left out. */
  dueAt?: number;
}

/** Where no mail server is set up nothing waits for one: it is noted that the email was not sent. */
export async function queueMessage(services: Services, tx: Tx, shopId: ShopId, message: NewMessage): Promise<void> {
  const { customerId, orderId = null } = message;
  if (customerId !== null && (await erasedCustomers(tx, shopId, [customerId])).size > 0) return;
  if (orderId !== null && (await erasedOrders(tx, shopId, [orderId])).size > 0) return;
  const now = services.clock.now();
  const { dueAt = now } = message;
  const waits = services.config.smtpUrl !== null;
  const added = await addMessage(tx, shopId, {
    message_key: message.key,
    kind: message.kind,
    customer_id: customerId,
    order_id: orderId,
    payload: waits ? JSON.stringify(message.payload ?? null) : null,
    state: waits ? 'queued' : 'skipped',
    reason: waits ? null : 'not_set_up',
    smtp_status: null,
    tries: 0,
    due_at: dueAt,
    queued_at: now,
    done_at: waits ? null : now,
  });
  if (added && waits) await services.addJob(tx, { kind: SEND_MESSAGES, shopId, key: 'shop', runAt: dueAt });
}
