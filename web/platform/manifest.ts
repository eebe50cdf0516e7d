/**
 * What a slice hands to the platform: what wakes it. `app.ts` collects the manifests, the platform runs them, and
 * `npm run map` prints the whole system from them. The platform knows no slice by name.
 */
import type { Db, Reader, Tx } from '../../db/open.ts';
import type { Config } from '../config.ts';
import type { Clock } from './kit/clock.ts';
import type { CustomerId, ShopDomain, ShopId } from './kit/ids.ts';
import type { Log } from './kit/log.ts';
import type { NewJob } from './jobs/queue.ts';
import type { EmailKind } from './messages/email-kind.ts';
import type { ApiScope } from './api-keys/api-types.ts';
import type { AccessKind } from './privacy/api-types.ts';
import type { ExportSection } from './privacy/sections.ts';
import type { AdminApi } from './shopify/admin-api.ts';

/** Everything a handler may use. Plain data and functions; tests build the same object. */
export interface Services {
  db: Db;
  clock: Clock;
  log: Log;
  config: Config;
  /** The only way to Shopify's Admin GraphQL API. */
  shopify: AdminApi;
  /** Adds jobs inside the caller's transaction: they exist exactly if the transaction commits. */
  addJob(tx: Tx, ...jobs: NewJob[]): Promise<void>;
  /** Tells every listener of domain events, inside the caller's transaction: one job per listener, coalesced by key. */
  emit(tx: Tx, ...events: DomainEvent[]): Promise<void>;
}

/** What one slice tells the others. `key` is the id of the thing (of `orders.decided`, the customer; of `shipment.changed`, the order, or several with commas between; of `parcel.news`, `<order>/<fulfilment>/<message>`); a listener reads the thing's present state itself. */
export interface DomainEvent {
  name:
    | 'installation.activated'
    | 'history.finished'
    | 'shop.changed'
    | 'customer.changed'
    | 'customer.merged'
    | 'product.changed'
    | 'order.changed'
    | 'shipment.changed'
    | 'parcel.news'
    | 'orders.decided'
    | 'programme.changed'
    | 'points.changed'
    | 'points.expiring'
    | 'reward.issued'
    | 'tier.changed'
    | 'referral.rewarded';
  shopId: ShopId;
  key: string;
}

/** A verified, stored webhook. `body` was parsed losslessly: every JSON number is its source text. */
export interface WebhookDelivery {
  shopId: ShopId;
  topic: string;
  webhookId: string;
  /** When Shopify says that it happened, ms. */
  triggeredAt: number;
  body: unknown;
}
export type WebhookHandler = (services: Services, delivery: WebhookDelivery) => Promise<void>;

/** Handlers run at least once, so they are idempotent. A throw means "try again later". */
export interface Work {
  shopId: ShopId;
  key: string;
  payload: unknown;
  attempt: number;
}
export type JobHandler = (services: Services, work: Work) => Promise<void>;

/**
 * What is worth doing for many at once: gets the works, or deliveries, of one store that began together, in their order, and does
 * all of them or throws. Then each is tried alone, as a batch of one.
 */
export interface BatchHandler<Item> {
  batch(services: Services, shopId: ShopId, items: readonly Item[]): Promise<void>;
}

/** A job that adds its successor: `nextRun` is asked with the time at which this run was due. Runs that were missed are not made up for. */
export interface Schedule {
  name: string;
  /** Ms of the next run, given ms of the run before it (or of installation): `jobs/once-a-day.ts`. */
  nextRun(after: number, shopId: ShopId): number;
  run: JobHandler;
  /** Nothing depends on the hour: a clock that is moved from one due moment to the next stops for many stores at once, not for each. */
  anyTimeOfDay?: boolean;
  /** One for all stores together, whatever becomes of them; its work is that of `ALL_STORES`. By default each store has its own. */
  forAll?: boolean;
}

export interface AdminRequest {
  shopId: ShopId;
  domain: ShopDomain;
  /** Shopify's id of the staff member, from the session token; for the audit trail. */
  staffId: string;
  params: Record<string, string>;
  query: URLSearchParams;
  body: unknown;
}
export interface Route<Request, Response> {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Express path below `/api` (admin) or below the proxy root (storefront), such as `/customers/:id`. */
  path: string;
  handle(services: Services, request: Request): Promise<Response>;
}
export interface AdminResponse {
  status?: number;
  body: unknown;
}
export interface AdminRoute extends Route<AdminRequest, AdminResponse> {
  /** Where a body may be longer than 1 MB, such as `20mb`. */
  bodyLimit?: string;
  /** For a route that answers with somebody's name or address: whom its answer showed, for the log of who saw whose data. */
  personal?: (request: AdminRequest, body: unknown) => Seen | null;
}
export interface Seen {
  what: AccessKind;
  customerIds: readonly string[];
  /** Where it is not as many as there are ids. */
  people?: number;
}

/** A request that Shopify's app proxy signed. Who the shopper is comes only from the signed query. */
export interface ProxyRequest {
  shopId: ShopId;
  domain: ShopDomain;
  customerId: CustomerId | null;
  /** Where the merchant has put the proxy, e.g. `/apps/regulars`; links are built from it. */
  pathPrefix: string;
  /** The shopper's network address, as Shopify says it: good for throttling and for suspicion, never for identity. */
  ip: string | null;
  /** What the shopper's browser says of itself; null = nothing. Hostile. */
  userAgent: string | null;
  /** The browser fetches ahead of somebody who may come. */
  prefetch: boolean;
  params: Record<string, string>;
  /** The shopper's own query parameters, without Shopify's. Hostile. */
  query: URLSearchParams;
  body: unknown;
}
export type ProxyResponse =
  | { status?: number; json: unknown }
  /** Rendered by Shopify inside the theme. Never put data into it unescaped: see `platform/http/liquid.ts`. */
  | { status?: number; liquid: string };
export type ProxyRoute = Route<ProxyRequest, ProxyResponse>;

export type { ApiScope };

/** A call of the merchant's own program, by a key of theirs. */
export interface ApiRequest {
  shopId: ShopId;
  keyId: string;
  scopes: readonly ApiScope[];
  body: unknown;
}
export interface ApiResponse {
  status?: number;
  body: unknown;
}
export interface ApiRoute extends Route<ApiRequest, ApiResponse> {
  /** What a key must be allowed for this. */
  scope: ApiScope;
}

/** A call of one of the app's UI extensions in checkout or on a customer's own pages. Who the shopper is comes only from Shopify's token. */
export interface ExtensionRequest {
  shopId: ShopId;
  domain: ShopDomain;
  /** Null: nobody is logged in, or the app is not told who. */
  customerId: CustomerId | null;
  params: Record<string, string>;
  /** Hostile. */
  query: URLSearchParams;
  body: unknown;
}
/** `path` is below `/ext`. */
export type ExtensionRoute = Route<ExtensionRequest, ApiResponse>;

/** A step of a workflow of Shopify Flow. Flow repeats a run under its id until it is answered; a throw tells it that it was not done. */
export type FlowAction = (
  services: Services,
  run: { shopId: ShopId; runId: string; properties: Readonly<Record<string, unknown>> },
) => Promise<object>;

/** Whom a request for personal data is about. */
export interface Person {
  /** Whoever was merged into them included; empty for somebody who has no account. */
  customerIds: readonly CustomerId[];
  /** Those that Shopify names, and those that we know to be theirs. */
  orderIds: readonly string[];
  emails: readonly string[];
  phones: readonly string[];
  /** First and last name together. */
  names: readonly string[];
}

/** A store that goes is erased table by table, whatever there is: no slice has to do anything for that. */
export interface PrivacyHooks {
  /** Everything this slice holds of a person, in words, for the merchant to hand on. */
  exportPerson(services: Services, shopId: ShopId, person: Person): Promise<ExportSection[]>;
  /** Forgets the person; amounts stay. They are known as erased already (`privacy/erased.ts`). */
  redactPerson(services: Services, tx: Tx, shopId: ShopId, person: Person): Promise<void>;
}

/** A figure that an operator watches, of all stores together; asked each time the metrics are read. */
export interface Gauge {
  /** As Prometheus knows it, `regulars_…`. */
  name: string;
  help: string;
  labelNames: readonly string[];
  read(handle: Reader): Promise<{ labels: Record<string, string>; value: number }[]>;
}

export interface Manifest {
  /** The slice's folder below `web`, e.g. `loyalty/points`. */
  name: string;
  /** Topic, as in `shopify.app.toml`, → handler. One job per subscriber and delivery. */
  webhooks?: Record<string, WebhookHandler | BatchHandler<WebhookDelivery>>;
  on?: Partial<Record<DomainEvent['name'], JobHandler | BatchHandler<Work>>>;
  /**
   * Asked in the transaction that tells of the event: false = there is nothing in the store that it could concern, so no job is made of it.
   * Whatever makes it true later must look by itself at what happened before.
   */
  concerned?: Partial<Record<DomainEvent['name'], (tx: Tx, shopId: ShopId) => Promise<boolean>>>;
  jobs?: Record<string, JobHandler>;
  schedules?: Schedule[];
  adminRoutes?: AdminRoute[];
  proxyRoutes?: ProxyRoute[];
  apiRoutes?: ApiRoute[];
  extensionRoutes?: ExtensionRoute[];
  /** By the handle of the extension, e.g. `give-points`. */
  flowActions?: Record<string, FlowAction>;
  privacy?: PrivacyHooks;
  /** Emails that this slice sends, by name: asked for by `messages/outbox.ts`. */
  emails?: Record<string, EmailKind>;
  gauges?: Gauge[];
}
