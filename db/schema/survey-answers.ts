import type { ShopId } from '../../web/platform/kit/ids.ts';

/**
 * What somebody said of an order that had come: one answer an order. Whose it is, the order says. Written by `retention/surveys/store.ts`
 * alone. Primary key (shop_id, order_id).
 */
export interface SurveyAnswersTable {
  shop_id: ShopId;
  order_id: string;
  /** 1 (very unhappy) to 5 (very happy). */
  score: number;
  /** Null: none, or not kept any more. */
  comment: string | null;
  /** Ms: first given, and last changed. */
  answered_at: number;
  changed_at: number;
  /** Of unhappy answers alone: whether the merchant has looked after it. */
  task: 'open' | 'done' | null;
  done_at: number | null;
  /** Shopify's id of the staff member. */
  done_by: string | null;
}
