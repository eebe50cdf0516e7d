import type { ShopId } from '../../web/platform/kit/ids.ts';

/** Emails to send, and what became of them. No address and no text: both are read anew when one is sent. Primary key (shop_id, message_key). */
export interface MessagesTable {
  shop_id: ShopId;
  /** Names the cause, so that the same cause never mails twice. */
  message_key: string;
  /** A name out of a manifest's `emails`. */
  kind: string;
  /** Null for whoever has ordered without an account, and for a test that the merchant has sent to an address of their choice. */
  customer_id: string | null;
  /** The order whose address it goes to; null = it goes to the customer's own, or is such a test. */
  order_id: string | null;
  /** JSON: which of the slice's rows it is about. Null once it is done. */
  payload: string | null;
  /**
   * `sending`: handed to the mail server, or about to be. `unknown`: perhaps sent, and never tried again. `skipped`: not to be sent, as
   * `reason` says. `failed`: refused, as `reason` and `smtp_status` say.
   */
  state: 'queued' | 'sending' | 'sent' | 'skipped' | 'failed' | 'unknown';
  reason: string | null;
  /** The mail server's codes, such as `550 5.1.1`; never its words, which quote addresses. */
  smtp_status: string | null;
  /** How often the mail server has said "later", or nobody knows what it has said. */
  tries: number;
  /** Ms of the business clock, as all times here. */
  due_at: number;
  queued_at: number;
  done_at: number | null;
}
