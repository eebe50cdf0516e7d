import type { Shop } from '../world/types.ts';
import { fitsTemplate } from './extension/block-availability.ts';
import type { BlockSchema } from './extension/read-extensions.ts';

/** Where the simulator's theme has room for app blocks: in these templates, and in the groups on every page. */
const sectionPlaces = [
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

/** The places of this theme in which a block may stand. */
export const placesOf = (schema: BlockSchema): string[] =>
  [...sectionPlaces, embedPlace].filter((place) => fitsTemplate(schema, place));
