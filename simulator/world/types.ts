/**
 * What exists in the simulated Shopify. One object in memory per store; every change goes through the functions beside this
 * file (`orders.ts`, `refunds.ts`, `customers.ts`, …), which also announce what happened (`announce`), from which webhooks
 * are made. Nothing of the app is imported here: the two meet over signed HTTP only.
 *
 * Ids are digits as text, drawn from one counter above 2^53 so that whoever reads them as numbers notices. Money is integer
 * minor units of the shop's currency (`money.ts`). Times are milliseconds of the simulator's clock.
 */
export type Id = string;
export type Minor = number;
export type Ms = number;

export interface World {
  shops: Map<string, Shop>;
  /** Next id; never reset, so that no id is ever used twice. */
  nextId(): Id;
  now(): Ms;
  /** Told of everything that happens; the webhook module subscribes. */
  announce(happening: Happening): void;
}

/** Something that Shopify would send a webhook about. `resource` is the object to render, as it is now. */
export interface Happening {
  shop: Shop;
  /** `orders/paid`, `customers/update`, … as in `shopify.app.toml`. */
  topic: string;
  resource: unknown;
  /** One merchant action may cause several webhooks; they share this. */
  eventId?: string;
  at?: Ms;
}

export interface Shop {
  id: Id;
  /** `coffee.myshopify.com` */
  domain: string;
  name: string;
  email: string;
  currency: string;
  /** Language of the storefront's default: `vi` or `en`. */
  locale: string;
  timeZone: string;
  country: string;
  plan: 'standard' | 'advanced' | 'plus';
  /** Prices include tax. */
  taxesIncluded: boolean;
  createdAt: Ms;
  install: Install | null;
  customers: Map<Id, Customer>;
  products: Map<Id, Product>;
  collections: Map<Id, Collection>;
  orders: Map<Id, Order>;
  discounts: Map<Id, Discount>;
  giftCards: Map<Id, GiftCard>;
  /** By owner gid, then `namespace.key` (the app's `$app` is stored resolved). */
  metafields: Map<string, Map<string, Metafield>>;
  carts: Map<string, Cart>;
  deliveries: Delivery[];
  mail: Mail[];
  /** Exports that the app asked for, oldest first. */
  bulkOperations: Map<Id, BulkOperation>;
  /** By the id of the job: which customer was kept. */
  merges: Map<string, Id>;
  nextOrderNumber: number;
  /** Which of the extension's blocks the merchant has placed in the theme. */
  themeBlocks: ThemeBlock[];
  /** Leaky bucket of the Admin API, on wall time. */
  throttle: { available: number; at: Ms };
}

export interface Install {
  appInstallationId: Id;
  scopes: string[];
  installedAt: Ms;
  /** Offline tokens by their text. */
  accessTokens: Map<string, { expiresAt: Ms | null; scopes: string[] }>;
  refreshTokens: Map<string, { expiresAt: Ms; replacedBy: string | null; usedAt: Ms | null }>;
}

export interface Address {
  firstName: string | null;
  lastName: string | null;
  address1: string | null;
  city: string | null;
  province: string | null;
  country: string | null;
  countryCode: string | null;
  zip: string | null;
  phone: string | null;
}

export interface Customer {
  id: Id;
  email: string | null;
  firstName: string | null;
  lastName: string | null;
  phone: string | null;
  /** `disabled` = never made an account (a guest of the checkout), `enabled` = has one. */
  state: 'disabled' | 'invited' | 'enabled' | 'declined';
  verifiedEmail: boolean;
  acceptsMarketing: boolean;
  /** When that was last said, either way; null = never. */
  marketingUpdatedAt: Ms | null;
  locale: string;
  tags: string[];
  note: string | null;
  defaultAddress: Address | null;
  /** Minor units; `creditOf` leaves out what has expired. */
  storeCredit: Minor;
  /** What an app gave, oldest first. */
  credits: { id: Id; amount: Minor; remaining: Minor; createdAt: Ms; expiresAt: Ms | null }[];
  /** Set when it was merged into another; it is then gone from Shopify's answers. */
  mergedInto: Id | null;
  createdAt: Ms;
  updatedAt: Ms;
}

export interface Product {
  id: Id;
  title: string;
  handle: string;
  descriptionHtml: string;
  vendor: string;
  productType: string;
  tags: string[];
  status: 'ACTIVE' | 'DRAFT' | 'ARCHIVED';
  /** Path below the simulator, of a drawn SVG. */
  image: string | null;
  isGiftCard: boolean;
  variants: Variant[];
  createdAt: Ms;
  updatedAt: Ms;
}
export interface Variant {
  id: Id;
  productId: Id;
  title: string;
  sku: string | null;
  price: Minor;
  compareAtPrice: Minor | null;
  taxable: boolean;
  /** null = not tracked. */
  inventory: number | null;
}
export interface Collection {
  id: Id;
  title: string;
  handle: string;
  productIds: Id[];
}

export type FinancialStatus =
  | 'pending'
  | 'authorized'
  | 'partially_paid'
  | 'paid'
  | 'partially_refunded'
  | 'refunded'
  | 'voided';

export interface Order {
  id: Id;
  /** `#1001` */
  name: string;
  number: number;
  token: string;
  customerId: Id | null;
  email: string | null;
  phone: string | null;
  locale: string;
  /** `web`, `pos`, `shopify_draft_order`, `subscription_contract`, or an app's id. */
  sourceName: string;
  /** Set for B2B orders. */
  company: { id: Id; locationId: Id } | null;
  currency: string;
  presentmentCurrency: string;
  /** Presentment units per shop unit. */
  exchangeRate: number;
  taxesIncluded: boolean;
  test: boolean;
  financialStatus: FinancialStatus;
  fulfillmentStatus: 'fulfilled' | 'partial' | 'restocked' | null;
  lines: OrderLine[];
  shipping: Minor;
  /** What discounts take off the shipping. */
  shippingDiscount: Minor;
  shippingTitle: string | null;
  /** Tax of the shipping, contained in `shipping` if taxes are included. */
  shippingTax: Minor;
  duties: Minor;
  tip: Minor;
  discountCodes: { code: string; amount: Minor; type: 'fixed_amount' | 'percentage' | 'shipping' }[];
  discountApplications: DiscountApplication[];
  noteAttributes: { name: string; value: string }[];
  note: string | null;
  tags: string[];
  shippingAddress: Address | null;
  /** `card`, `giftCard`, `storeCredit`, `cod`, … */
  gateway: string;
  transactions: Transaction[];
  refunds: Refund[];
  returns: Return[];
  fulfillments: Fulfillment[];
  /** Totals as they were when the order was placed (before edits, refunds). */
  subtotal: Minor;
  totalTax: Minor;
  totalDiscounts: Minor;
  total: Minor;
  createdAt: Ms;
  processedAt: Ms;
  updatedAt: Ms;
  cancelledAt: Ms | null;
  cancelReason: string | null;
  closedAt: Ms | null;
}
export interface OrderLine {
  id: Id;
  productId: Id | null;
  variantId: Id | null;
  title: string;
  variantTitle: string | null;
  sku: string | null;
  vendor: string | null;
  /** Of one unit, before discounts. */
  price: Minor;
  quantity: number;
  /** What is left after refunds, returns and removals. */
  currentQuantity: number;
  /** What is still to be shipped. */
  fulfillableQuantity: number;
  giftCard: boolean;
  taxable: boolean;
  requiresShipping: boolean;
  /** Tax of the whole line, contained in the price if taxes are included. */
  tax: Minor;
  taxRate: number;
  /** What each discount application takes off this line, by index into `discountApplications`. */
  allocations: { application: number; amount: Minor }[];
  properties: { name: string; value: string }[];
  /** Added by an edit or exchange after the order was placed. */
  addedLater: boolean;
}
export interface DiscountApplication {
  type: 'discount_code' | 'manual' | 'automatic';
  title: string;
  code: string | null;
  value: string;
  valueType: 'fixed_amount' | 'percentage';
  targetType: 'line_item' | 'shipping_line';
  targetSelection: 'all' | 'entitled' | 'explicit';
  allocationMethod: 'across' | 'each' | 'one';
}
export interface Transaction {
  id: Id;
  kind: 'sale' | 'authorization' | 'capture' | 'void' | 'refund';
  status: 'success' | 'pending' | 'failure';
  amount: Minor;
  gateway: string;
  parentId: Id | null;
  refundId: Id | null;
  /** Of a payment with a gift card: which one. */
  giftCardId?: Id;
  processedAt: Ms;
}
export interface Refund {
  id: Id;
  note: string | null;
  lines: {
    id: Id;
    lineId: Id;
    quantity: number;
    subtotal: Minor;
    tax: Minor;
    restock: 'return' | 'cancel' | 'no_restock';
  }[];
  shipping: Minor;
  /** What was typed beyond lines and shipping; negative when less was returned than the lines are worth. */
  discrepancy: Minor;
  transactionIds: Id[];
  returnId: Id | null;
  createdAt: Ms;
  processedAt: Ms;
}
export interface Return {
  id: Id;
  name: string;
  status: 'OPEN' | 'CLOSED' | 'CANCELED';
  lines: { lineId: Id; quantity: number }[];
  exchangeLineIds: Id[];
  createdAt: Ms;
}
export interface Fulfillment {
  id: Id;
  name: string;
  status: 'success' | 'cancelled';
  shipmentStatus: string | null;
  company: string | null;
  /** One for each parcel that it went in. */
  numbers: string[];
  urls: string[];
  lines: { lineId: Id; quantity: number }[];
  events: FulfillmentEvent[];
  createdAt: Ms;
  updatedAt: Ms;
}
export interface FulfillmentEvent {
  id: Id;
  /** Lower case, as in the webhook: `in_transit`, `delivered`, … */
  status: string;
  message: string | null;
  city: string | null;
  country: string | null;
  estimatedDeliveryAt: Ms | null;
  happenedAt: Ms;
}

export interface Discount {
  id: Id;
  title: string;
  /** One code per single-use discount, many for bulk codes; empty = automatic. */
  codes: { id: Id; code: string; used: number }[];
  kind: 'amount' | 'percentage' | 'freeShipping';
  /** Minor units for `amount`; 0..1 for `percentage`. */
  value: number;
  appliesOnEachItem: boolean;
  /** null = the whole order. */
  variantIds: Id[] | null;
  productIds: Id[] | null;
  /** Products of these are meant too, whichever they are then. */
  collectionIds: Id[] | null;
  /** null = everyone. */
  customerIds: Id[] | null;
  minimumSubtotal: Minor | null;
  minimumQuantity: number | null;
  usageLimit: number | null;
  oncePerCustomer: boolean;
  usedBy: Id[];
  combinesWith: { order: boolean; product: boolean; shipping: boolean };
  startsAt: Ms;
  endsAt: Ms | null;
  tags: string[];
  createdAt: Ms;
  updatedAt: Ms;
}
export interface GiftCard {
  id: Id;
  code: string;
  initial: Minor;
  balance: Minor;
  customerId: Id | null;
  expiresOn: string | null;
  note: string | null;
  createdAt: Ms;
}

export interface Metafield {
  id: Id;
  ownerGid: string;
  /** Resolved: the app's `$app` is `app--<numeric app id>`. */
  namespace: string;
  key: string;
  type: string;
  value: string;
  compareDigest: string;
  createdAt: Ms;
  updatedAt: Ms;
}

export interface Cart {
  token: string;
  lines: { variantId: Id; quantity: number; properties: Record<string, string> }[];
  discountCodes: string[];
  note: string | null;
  attributes: Record<string, string>;
  customerId: Id | null;
}

/** One export in bulk. That its result is no longer kept (EXPIRED) follows from `endedAt`. */
export interface BulkOperation {
  id: Id;
  query: string;
  groupObjects: boolean;
  status: 'CREATED' | 'RUNNING' | 'COMPLETED' | 'CANCELING' | 'CANCELED' | 'FAILED';
  errorCode: BulkErrorCode | null;
  objectCount: number;
  rootObjectCount: number;
  /** Bytes of the result; null until it has ended. */
  fileSize: number | null;
  /** Name of the file with the result, or the part of it before a failure; null = there is none. */
  file: string | null;
  createdAt: Ms;
  /** Not worked on before this moment. */
  dueAt: Ms;
  endedAt: Ms | null;
}
export type BulkErrorCode = 'ACCESS_DENIED' | 'INTERNAL_SERVER_ERROR' | 'TIMEOUT';

/** One webhook on its way. */
export interface Delivery {
  /** X-Shopify-Webhook-Id: the same over all tries. */
  id: string;
  eventId: string;
  topic: string;
  /** The trimmed body, as signed and sent. */
  body: string;
  triggeredAt: Ms;
  /** The subscription's `uri`: absolute, or a path below the app's address. */
  uri: string;
  /** X-Shopify-Name, where the subscription has one. */
  name: string | null;
  apiVersion: string;
  /** When it is due next; null = done or given up. */
  nextTryAt: Ms | null;
  status: 'pending' | 'held' | 'delivered' | 'dropped' | 'failed';
  tries: { at: Ms; status: number | null; error: string | null; ms: number }[];
  duplicateOf: string | null;
}
export interface Mail {
  id: Id;
  at: Ms;
  from: string;
  to: string[];
  subject: string;
  headers: Record<string, string>;
  text: string | null;
  html: string | null;
}
export interface ThemeBlock {
  /** `points-balance`: the file's name in the extension's `blocks/`. */
  handle: string;
  /** Template it stands in: `product`, `customers/account`, …; `*` for an app embed. */
  template: string;
  settings: Record<string, unknown>;
}
