import type { Manifest } from '../../platform/manifest.ts';
import { readShop } from './read-shop.ts';

/** The store's own settings. Its webhook only says that something changed: what holds now is read. */
export const shops: Manifest = {
  name: 'mirror/shops',
  webhooks: {
    async 'shop/update'(services, { shopId }) {
      await readShop(services, shopId);
    },
  },
  on: {
    async 'installation.activated'(services, { shopId }) {
      await readShop(services, shopId);
    },
  },
};
