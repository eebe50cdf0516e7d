/** What the admin page asks about requests for personal data, and about who looked at it. Times are ISO 8601 in UTC. */

/** `GET /api/data-requests?after=`: those that wait for the merchant first, each by age with the newest first. */
export interface DataRequestPage {
  requests: DataRequestRow[];
  /** How many wait for the merchant, also those that are not listed here. */
  open: number;
  /** For `after`; null = no more. */
  next: string | null;
}

export interface DataRequestRow {
  id: string;
  /** `open`: the merchant has not handed it on yet. */
  state: 'open' | 'done';
  /**
   * `held`: there is something to hand on. `nothing`: nothing is held of this person, which is an answer, too. `erased`: the person was erased
   * since. `expired`: it was kept for its time, and has been deleted.
   */
  content: 'held' | 'nothing' | 'erased' | 'expired';
  /** Whom Shopify named; all null once they are not kept any more. */
  person: { customerId: string | null; name: string | null; email: string | null; phone: string | null };
  requestedAt: string;
  /** The law's 30 days. */
  dueAt: string;
  /** Open, and later than that. */
  overdue: boolean;
  doneAt: string | null;
  /** Shopify's id of the staff member who handed it on. */
  doneBy: string | null;
  /** When the copy will be deleted; null where there is none any more. */
  keptUntil: string | null;
}

/** `GET /api/data-requests/ID?locale=`: in words of that language, `en` or `vi`. */
export interface DataRequestDetail extends DataRequestRow {
  sections: DataSection[];
}
/** One table in words: a heading, the columns' headings, and the cells as text. Sections without rows are left out. */
export interface DataSection {
  id: string;
  title: string;
  columns: string[];
  rows: string[][];
}

export type FileFormat = 'html' | 'csv' | 'json';
/** `POST /api/data-requests/ID/done` with `{done}`: handed on to the person, or not after all. Answers with the request as it is then. */
export interface DoneRequest {
  done: boolean;
}

/** `GET /api/access-log?customer=&after=`: newest first. */
export interface AccessLogPage {
  entries: AccessLogEntry[];
  /** For `after`; null = no more. */
  next: string | null;
}
export interface AccessLogEntry {
  at: string;
  /** Shopify's id of the staff member. */
  staffId: string;
  /**
   * What was looked at. `customers`: the list or a search. `customer`: one customer's page. `ledger`: one customer's bookings. `adjustment`: points given or
   * taken by hand. `home`: the latest activity. `rewards`: rewards that were bought. `tiers`: who rose and fell lately. `referrals`: who brought whom. `surveys`: how satisfied customers are. `shipments`: where parcels are. `data_requests`, `data_request`, `export`: the list of requests, one of them, its file.
   */
  what: AccessKind;
  /** Whose data; without those who were erased since. */
  customerIds: string[];
  /** How many people it was, erased ones and those without an id included. */
  people: number;
}
export type AccessKind =
  | 'customers'
  | 'customer'
  | 'ledger'
  | 'adjustment'
  | 'home'
  | 'rewards'
  | 'tiers'
  | 'referrals'
  | 'surveys'
  | 'shipments'
  | 'data_requests'
  | 'data_request'
  | 'export';
