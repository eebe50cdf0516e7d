export { knownShop } from './read-shop.ts';
export { findShop, type Shop } from './store.ts';
