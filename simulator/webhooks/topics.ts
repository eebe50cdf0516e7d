/**
 * Webhook topics that the simulator sends and the scope that each needs (from `*.meta.json` of Shopify's webhook schemas).
 * A topic that is not here is refused when the app's configuration is read: better than a silence nobody notices.
 */
const scopes: Record<string, string | null> = {
  'app/uninstalled': null,
  'app/scopes_update': null,
  'shop/update': null,
  'bulk_operations/finish': null,
  'customers/create': 'read_customers',
  'customers/update': 'read_customers',
  'customers/delete': 'read_customers',
  'customers/enable': 'read_customers',
  'customers/disable': 'read_customers',
  'customers_email_marketing_consent/update': 'read_customers',
  'customers/merge': 'read_customer_merge',
  'customer.tags_added': 'read_customers',
  'customer.tags_removed': 'read_customers',
  'discounts/create': 'read_discounts',
  'discounts/update': 'read_discounts',
  'discounts/delete': 'read_discounts',
  'discounts/redeemcode_added': 'read_discounts',
  'discounts/redeemcode_removed': 'read_discounts',
  'fulfillments/create': 'read_fulfillments',
  'fulfillments/update': 'read_fulfillments',
  'fulfillment_events/create': 'read_fulfillments',
  'order_transactions/create': 'read_orders',
  'orders/create': 'read_orders',
  'orders/updated': 'read_orders',
  'orders/paid': 'read_orders',
  'orders/cancelled': 'read_orders',
  'orders/edited': 'read_orders',
  'orders/fulfilled': 'read_orders',
  'orders/partially_fulfilled': 'read_orders',
  'orders/delete': 'read_orders',
  'products/create': 'read_products',
  'products/update': 'read_products',
  'products/delete': 'read_products',
  'refunds/create': 'read_orders',
  'returns/approve': 'read_returns',
};

/** A write scope brings its read scope; `read_all_orders` only widens the window. */
export function hasScope(granted: readonly string[], scope: string): boolean {
  return granted.includes(scope) || granted.includes(scope.replace(/^read_/, 'write_'));
}

/** The scope that is missing for the topic, a note for an unknown topic, or null when all is well. */
export function missingScope(topic: string, granted: readonly string[]): string | null {
  if (!(topic in scopes)) return `(unknown: the topic is not simulated)`;
  const scope = scopes[topic];
  return scope && !hasScope(granted, scope) ? scope : null;
}
