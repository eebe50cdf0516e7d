/**
 * Shopify signs the body of a webhook and not its headers: whoever has got hold of one signed body could send it as another topic, an
 * order as "forget this person", or as another store's. So the signed body must not contradict what the headers say of it.
 */
import { idDigits, type ShopDomain } from '../kit/ids.ts';

type Body = Readonly<Record<string, unknown>>;

/** What the thing is called in `admin_graphql_api_id`. */
const TYPES: Record<string, string> = {
  customers: 'Customer',
  fulfillment_events: 'FulfillmentEvent',
  fulfillments: 'Fulfillment',
  orders: 'Order',
  products: 'Product',
  refunds: 'Refund',
};

/** These end something, or show what is held of a person. What else must stand in their bodies, or must not. */
const OWN: Record<string, (body: Body) => boolean> = {
  // `shop/update` has the same shape, so the app asks for a part of it only: see `shopify.app.toml`.
  'app/uninstalled': (body) => 'myshopify_domain' in body && 'shop_owner' in body,
  'shop/redact': (body) => 'shop_domain' in body && !('customer' in body),
  'customers/redact': (body) => 'shop_domain' in body && !('data_request' in body),
  'customers/data_request': (body) => 'shop_domain' in body,
};
const OF_STORE = new Set(['app/uninstalled', 'shop/update']);

/** Rare, small, and grave: these are looked into before they are acknowledged. */
export const isGrave = (topic: string): boolean => topic in OWN;

/** `body`: parsed. Null stands where Shopify withholds something. */
export function agreesWithHeaders(body: unknown, { topic, domain }: { topic: string; domain: ShopDomain }): boolean {
  if (!isBody(body)) return false;
  const named = body.shop_domain ?? body.myshopify_domain ?? domain;
  if (named !== domain) return false;
  const own = OWN[topic];
  if (own) return own(body);
  // A request about a person and a description of the store are nothing else.
  if ('shop_domain' in body || ('myshopify_domain' in body && !OF_STORE.has(topic))) return false;
  const [resource = '', action] = topic.split('/');
  const type = TYPES[resource];
  const thing = body.admin_graphql_api_id;
  if (type !== undefined && typeof thing === 'string' && !thing.startsWith(`gid://shopify/${type}/`)) return false;
  // Of what was deleted only the ids are told.
  return action !== 'delete' || !('updated_at' in body);
}

/**
 * Shopify's own number of the store, where the body tells it: some do, and an order's status page stands below it. Null: not told.
 * `body`: parsed losslessly.
 */
export function storeNumberIn(body: unknown, topic: string): string | null {
  if (!isBody(body)) return null;
  if (OF_STORE.has(topic)) return idDigits(body.id);
  const page = typeof body.order_status_url === 'string' ? body.order_status_url : '';
  return idDigits(body.shop_id) ?? /^https:\/\/[^/]+\/(\d+)\/orders\//.exec(page)?.[1] ?? null;
}

function isBody(body: unknown): body is Body {
  return typeof body === 'object' && body !== null && !Array.isArray(body);
}
