/** How the mirror tells orders that a file told from Shopify's own. */

/** Their `updated_at`: older than anything that Shopify says. */
export const TOLD_BY_FILE = 0;
/** A file tells one amount for all refunds of an order; as one refund it goes by this id. */
export const FILE_REFUND = 'file';

/** Where a file has no id of the order, its name stands for it. */
export function idOfName(name: string): string {
  return `name:${name}`;
}

export function isShopifyId(orderId: string): boolean {
  return /^\d+$/.test(orderId);
}
