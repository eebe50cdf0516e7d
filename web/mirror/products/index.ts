/** The store's products, as far as we were told. */
export { learnRestOfProducts } from './learn-rest.ts';
export { type Offerable, offerable } from './offerable.ts';
export { collectionsOf } from './read-collections.ts';
export { deleteProduct, productIds, productsById, type Variant, variantsById, variantsBySku } from './store.ts';
export { productSync } from './sync-products.ts';
