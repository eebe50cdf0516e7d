import type { Shop } from '../world/types.ts';

/** Where the simulator's theme has room for app blocks: in these templates, and in the groups on every page. */
export const sectionPlaces = [
  'index',
  'collection',
  'product',
  'cart',
  'customers/account',
  'customers/order',
  'group:header',
  'group:footer',
] as const;
/** App embeds (targets head and body) stand on every page. */
export const embedPlace = '*';

/** Each store has one theme, the published one. */
export const themeId = (shop: Shop): string => `gid://shopify/OnlineStoreTheme/${shop.id}`;
