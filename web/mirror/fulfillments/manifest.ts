import type { Manifest } from '../../platform/manifest.ts';
import { onFulfillment, onFulfillmentEvent } from './on-fulfillment.ts';
import { privacy } from './privacy.ts';

export const fulfillments: Manifest = {
  name: 'mirror/fulfillments',
  webhooks: {
    'fulfillments/create': onFulfillment,
    'fulfillments/update': onFulfillment,
    'fulfillment_events/create': onFulfillmentEvent,
  },
  privacy,
};
