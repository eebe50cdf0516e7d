/** Where an order came from, in the merchant's words. */
import type { OrderSource } from '../programme/settings.ts';

/** `sourceName` as Shopify gives it; an app's own orders carry the app's id, which says no more than "other". */
export function orderSource(order: { sourceName: string | null; business: boolean }): OrderSource {
  if (order.business) return 'b2b';
  const name = order.sourceName?.toLowerCase() ?? '';
  if (name === '' || name === 'web') return 'online';
  if (name === 'pos') return 'pos';
  if (name === 'shopify_draft_order') return 'draft';
  // `subscription_contract`, and `subscription_contract_checkout_one` for the first order of a contract.
  if (name.startsWith('subscription_contract')) return 'subscription';
  return 'other';
}
