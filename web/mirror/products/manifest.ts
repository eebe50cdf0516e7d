import type { Manifest } from '../../platform/manifest.ts';
import { LEARN_REST, learnRest } from './learn-rest.ts';
import { onProduct, onProductDeleted } from './on-product.ts';
import { productSync } from './sync-products.ts';

export const products: Manifest = {
  name: 'mirror/products',
  webhooks: { 'products/create': onProduct, 'products/update': onProduct, 'products/delete': onProductDeleted },
  on: { 'installation.activated': productSync.start },
  jobs: { [productSync.kind]: productSync.read, [LEARN_REST]: learnRest },
};
