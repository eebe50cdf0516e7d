export { knownShop } from './read-shop.ts';
export type { Shop } from './store.ts';
