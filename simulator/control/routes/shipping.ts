import { z } from 'zod';
import {
  addShipmentEvent,
  cancelFulfillment,
  editTracking,
  findFulfillment,
  fulfilOrder,
} from '../../world/fulfil-order.ts';
import { findOrder } from '../../world/order-story.ts';
import type { Control } from '../context.ts';
import { domain, id, quantity, time } from '../fields.ts';
import { post, type ControlRoute } from '../route.ts';

const tracking = {
  company: z.string().optional(),
  number: z.string().optional(),
  url: z.string().optional(),
  numbers: z.array(z.string()).optional(),
  urls: z.array(z.string()).optional(),
};

export function shippingRoutes({ simulator: { world } }: Control): ControlRoute[] {
  return [
    post(
      'orders/fulfil',
      z.strictObject({
        shop: domain.optional(),
        order: id,
        lines: z.array(z.strictObject({ id, quantity: quantity.default(1) })).optional(),
        ...tracking,
      }),
      (body) => {
        const { shop, order } = findOrder(world, body.order);
        const fulfillment = fulfilOrder(world, shop, order, body);
        return { fulfillment: { id: `gid://shopify/Fulfillment/${fulfillment.id}` } };
      },
    ),
    post('fulfillments/update', z.strictObject({ shop: domain.optional(), fulfillment: id, ...tracking }), (body) => {
      const { shop, order, fulfillment } = findFulfillment(world, body.fulfillment);
      editTracking(world, shop, order, fulfillment, body);
    }),
    post(
      'fulfillments/event',
      z.strictObject({
        shop: domain.optional(),
        fulfillment: id,
        status: z.string(),
        at: time.optional(),
        city: z.string().optional(),
        country: z.string().optional(),
        message: z.string().optional(),
        estimatedDeliveryAt: time.optional(),
      }),
      (body) => {
        const { shop, order, fulfillment } = findFulfillment(world, body.fulfillment);
        const event = addShipmentEvent(world, shop, order, fulfillment, body);
        return { event: { id: `gid://shopify/FulfillmentEvent/${event.id}` } };
      },
    ),
    post('fulfillments/cancel', z.strictObject({ shop: domain.optional(), fulfillment: id }), (body) => {
      const { shop, order, fulfillment } = findFulfillment(world, body.fulfillment);
      cancelFulfillment(world, shop, order, fulfillment);
    }),
  ];
}
