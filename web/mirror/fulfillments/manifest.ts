import type { Manifest } from '../../platform/manifest.ts';
import { onFulfillment, onFulfillmentEvent } from './on-fulfillment.ts';
import { eraseFulfillments } from './store.ts';

export const fulfillments: Manifest = {
  name: 'mirror/fulfillments',
  webhooks: {
    'fulfillments/create': onFulfillment,
    'fulfillments/update': onFulfillment,
    'fulfillment_events/create': onFulfillmentEvent,
  },
  privacy: {
    // A parcel here names no person: its order does, and lets go of them.
    exportCustomer: async () => ({}),
    redactCustomer: async () => {},
    redactShop: (_services, tx, shopId) => eraseFulfillments(tx, shopId),
  },
};
