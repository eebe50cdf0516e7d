import type { ShopId } from '../../web/platform/kit/ids.ts';

/**
 * Points that customers got for something else than an order. Written by `loyalty/actions/store.ts` alone. Primary key (shop_id,
 * customer_id, action, occasion); (shop_id, request) is unique.
 */
export interface ActionGiftsTable {
  shop_id: ShopId;
  customer_id: string;
  /** `sign_up`, `birthday`, `newsletter`, `review`, `social/<network>`, `custom/<id of the action>`, `flow`. */
  action: string;
  /** What makes it one among several of the kind: the year of a birthday, the caller's key; empty = there is only one. */
  occasion: string;
  /** Of an API or Flow: what the caller knows it by, a repetition of which gets the first answer; null = nobody calls. */
  request: string | null;
  points: number;
  /** By which the ledger knows it. */
  grant_key: string;
  given_at: number;
}
