import type { ShopId } from '../../web/platform/kit/ids.ts';

/**
 * `asking` Shopify to write the file, `waiting` for it, `downloading` it into `history_rows`, `applying` those to the mirror.
 * What the file cannot carry is then in `orders_to_read`.
 */
export type HistoryPhase = 'asking' | 'waiting' | 'downloading' | 'applying' | 'done' | 'failed';
/** Why a run did not end well, or does not go on just now. */
export type HistoryProblem = 'shopify_failed' | 'access_denied' | 'interrupted';

/** The latest reading of a store's past orders. Primary key shop_id. */
export interface HistoryRunsTable {
  shop_id: ShopId;
  phase: HistoryPhase;
  /** Gid of Shopify's bulk operation; while asking again, the one before. */
  operation_id: string | null;
  /** Ms of the business clock: when Shopify was last asked to write the file, and when the run began and ended. */
  asked_at: number;
  started_at: number;
  finished_at: number | null;
  /** Operations that did not end well. */
  tries: number;
  /** 0 or 1: the file is what a failed operation had written so far. */
  partial: number;
  /** Of the file, stored in `history_rows`: where a download that was cut goes on. */
  bytes: number;
  /** Orders in the file, as far as is known. */
  found: number;
  /** Of those, brought to the mirror or noted in `orders_to_read`. */
  applied: number;
  /** Ms: when the oldest order of the file was placed. */
  oldest: number | null;
  /** 0 or 1: the app could see orders of any age. */
  all_orders: number;
  problem: HistoryProblem | null;
}
