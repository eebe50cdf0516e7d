/** What the admin page asks about past orders. Times are ISO 8601 in UTC. */

/** `GET /api/history`, and the answer to `POST /api/history` with a `HistoryAction`. */
export interface HistoryProgress {
  /**
   * `none`: never begun. `asking`, `waiting`: Shopify is writing down the orders. `downloading`, `applying`: they are being taken over.
   * `completing`: orders with refunds are read one by one, which spares the store's other apps. `done`, `failed`: it has ended.
   */
  phase: 'none' | 'asking' | 'waiting' | 'downloading' | 'applying' | 'completing' | 'done' | 'failed';
  startedAt: string | null;
  finishedAt: string | null;
  /** Orders that Shopify has found so far; taken over from its file; still to be read one by one. */
  found: number;
  applied: number;
  left: number;
  /** When the oldest order was placed that was found; null while none was. */
  reachesBackTo: string | null;
  /** Shopify shows orders of the last 60 days only, until it has allowed this app to read all orders. */
  window: 'all' | 'last60Days';
  /**
   * `shopify_failed`: Shopify could not write down the orders; while the phase is not `failed` it is tried again by itself. `interrupted`: the
   * connection broke; it goes on by itself. `access_denied`: the app may not read orders; the merchant has to approve its access.
   */
  problem: 'shopify_failed' | 'interrupted' | 'access_denied' | null;
}

/** True until it has ended, well or not: more orders may still come. */
export const isReading = ({ phase }: Pick<HistoryProgress, 'phase'>): boolean =>
  phase !== 'none' && phase !== 'done' && phase !== 'failed';

export interface HistoryAction {
  action: 'start';
}
