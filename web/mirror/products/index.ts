/** The store's products, as far as we were told. */
export { collectionsOf } from './read-collections.ts';
export { deleteProduct, productIds, type Variant, variantsById, variantsBySku } from './store.ts';
export { productSync } from './sync-products.ts';
