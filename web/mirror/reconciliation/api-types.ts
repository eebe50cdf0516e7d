/** What the admin page asks about the comparison with Shopify. Times are ISO 8601 in UTC. */

/** `GET /api/reconciliation`, and the answer to `POST /api/reconciliation` with a `ReconciliationAction`: look now, not when the day is over. */
export interface Reconciliation {
  /** Everything that changed at Shopify before this has been seen; null before the first comparison has ended. */
  completeTo: string | null;
  /** What webhooks had not told, newest first; empty is the usual case. */
  finds: {
    at: string;
    resource: 'orders' | 'customers' | 'products';
    /** Had been missed, and were brought in. */
    missed: number;
    /** Were not there any more, and were let go. */
    gone: number;
  }[];
}

export interface ReconciliationAction {
  action: 'start';
}
