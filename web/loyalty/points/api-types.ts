/** What the admin API of the points programme answers. Times are ISO 8601 in UTC, money is a decimal string. */
/** `GET /api/home`. */
export interface HomeFigures {
  currency: string;
  /** Customers with at least one ledger entry. */
  members: number;
  membersLast30Days: number;
  /** Earned and given by hand, minus reversed. */
  pointsGiven: number;
  pointsGivenLast30Days: number;
  /** Lots minus debt: what shoppers hold today, available and pending. */
  outstanding: number;
  available: number;
  pending: number;
  debt: number;
  /** Outstanding × worth of a point, decimal string in the shop's currency. */
  outstandingWorth: string;
  /** Net points per day of the shop's time zone, last 30 days, oldest first. */
  trend: { day: string; points: number }[];
  /** The latest ten, newest first, each with its customer. */
  recent: TimelineItem[];
  /** What the merchant must know or do, the gravest first; empty when all is well. `count` is how many things are concerned. */
  attention: Attention[];
}
/** reopen: Shopify no longer accepts our access until the app is opened. failed: work that was tried to the end and kept (dead letters). data-requests: customers who wait for their data. */
export interface Attention {
  kind: 'reopen' | 'failed' | 'data-requests';
  count: number;
}

/** `GET /api/setup`, and the answer to `PUT /api/setup` with a `SetupChange`. Each step knows by itself whether it is done; null = cannot be known from here (the browser asks App Bridge). */
export interface SetupGuide {
  dismissed: boolean;
  steps: { id: 'programme' | 'block' | 'history' | 'first-points'; done: boolean | null }[];
}

export interface SetupChange {
  dismissed: boolean;
}

export interface CustomerRow {
  id: string;
  name: string | null;
  email: string | null;
  available: number;
  pending: number;
  debt: number;
  lastActivityAt: string | null;
}
/** `GET /api/customers?query=&after=`; 50 a page. */
export interface CustomerPage {
  customers: CustomerRow[];
  next: string | null;
}

export interface LotView {
  id: string;
  points: number;
  state: 'pending' | 'available';
  earnedAt: string;
  /** Null while it cannot be known yet (the window starts at a delivery that has not happened). */
  availableAt: string | null;
  expiresAt: string | null;
  orderName: string | null;
}
export interface TimelineItem {
  at: string;
  kind:
    | 'order'
    | 'earned'
    | 'granted'
    | 'released'
    | 'reversed'
    | 'adjusted'
    | 'redeemed'
    | 'reimbursed'
    | 'expired'
    | 'merged'
    /** Of a parcel; an order can have several. */
    | 'shipped'
    | 'delivered'
    /** How satisfied the customer is with the order. */
    | 'answered';
  /** Net effect on what the customer holds; null for kinds that move none. */
  points: number | null;
  customer?: { id: string; name: string | null };
  /** `status`: Shopify's `financial_status` in lower case (paid, partially_refunded, ...), or `cancelled`. */
  order?: { id: string; name: string; total: string; currency: string; status: string };
  /** What points were granted for: `GrantSource` of grant.ts. */
  source?: string;
  /** Of an answer: 1 (very unhappy) to 5. */
  score?: number;
  reason?: string;
  staffId?: string;
}
/** `GET /api/customers/ID`. */
export interface CustomerDetail extends CustomerRow {
  currency: string;
  worth: string;
  excluded: boolean;
  tags: string[];
  lots: LotView[];
  /** Null while tiers are off, or below the first. */
  tier: { id: string; name: { en: string; vi: string } } | null;
  /** `missing` in whole points or orders, or an amount of the currency. */
  nextTier: { id: string; name: { en: string; vi: string }; missing: string } | null;
  /** Newest first. */
  timeline: TimelineItem[];
}

/** `GET /api/customers/ID/ledger`: every entry with its postings, oldest first. */
export interface LedgerEntryView {
  id: string;
  at: string;
  bookedAt: string;
  kind: string;
  key: string;
  orderId: string | null;
  postings: { account: string; lot: string | null; points: number }[];
}
export interface LedgerPage {
  entries: LedgerEntryView[];
  next: string | null;
}

/** `POST /api/customers/ID/adjust`. `key` makes a repeat harmless: same key and body, same answer; same key, other body, 409. */
export interface AdjustRequest {
  points: number;
  reason: string;
  key: string;
}
export interface AdjustAnswer {
  entryId: string;
  available: number;
  pending: number;
  debt: number;
}
/** What awarding past orders brings, or would bring. */
export interface PastOrdersCount {
  /** Customers who get points, orders that bring some, and how many. */
  customers: number;
  orders: number;
  points: number;
  /**
   * Orders that bring nothing, by reason: nobody's, from a source that does not earn, of a customer with an excluded tag, or nothing
   * is left of them that earns (returned, excluded products, less than a point). Tests do not count at all.
   */
  nothing: { guest: number; source: number; customer_tag: number; no_points: number };
}
/** `POST /api/programme/award-past-orders/preview`: orders processed since that moment (ISO 8601 with offset) and before the programme's start. */
export interface PreviewPastOrdersRequest {
  since: string;
}
/**
 * `POST /api/programme/award-past-orders`. `key` makes a repeat harmless. With `expected`, what the preview said, nothing is awarded
 * where the count has become another: the award's state is `changed` then. Once awarded it cannot be undone at once; points can be
 * taken back from each customer by hand.
 */
export interface AwardPastOrdersRequest {
  since: string;
  key: string;
  expected?: Pick<PastOrdersCount, 'customers' | 'orders' | 'points'>;
}
export interface PastOrdersPreview {
  since: string;
  askedAt: string;
  /** The version of the programme by which it counts. */
  version: number;
  /** Orders looked at, of how many. */
  scanned: number;
  total: number;
  /** Null while it runs. */
  counted: PastOrdersCount | null;
}
export interface PastOrdersAward extends PastOrdersPreview {
  award: number;
  state: 'counting' | 'changed' | 'awarding' | 'done';
  /** What its orders have brought by now; refunds since then have lowered it. */
  brought: Pick<PastOrdersCount, 'customers' | 'orders' | 'points'>;
}
/** `GET /api/programme/award-past-orders`, and the answer (202) to both `POST`. */
export interface PastOrders {
  /** The latest dry run. */
  preview: PastOrdersPreview | null;
  /** Newest first. */
  awards: PastOrdersAward[];
}

/** Every refusal: `field` names what to mend where one field is at fault. */
export interface ApiError {
  error: string;
  field?: string;
  issues?: { path: string; message: string }[];
}
