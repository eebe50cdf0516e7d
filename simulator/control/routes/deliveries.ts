import { z } from 'zod';
import { findShop } from '../../world/shops.ts';
import { NotAllowed, Unknown } from '../../world/refusals.ts';
import type { Control } from '../context.ts';
import { addDuration } from '../duration.ts';
import { faultKinds } from '../faults.ts';
import { domain, flag, share } from '../fields.ts';
import { get, post, type ControlRoute } from '../route.ts';

export function deliveryRoutes({ simulator, dispatcher, bulk, mailbox }: Control): ControlRoute[] {
  const { world } = simulator;
  return [
    post(
      'deliveries',
      z.strictObject({
        shop: domain.optional(),
        duplicate: share.default(0),
        drop: share.default(0),
        reorder: flag.default(false),
        delay: z.string().optional(),
        hold: flag.default(false),
        seed: z.number().int().default(1),
      }),
      ({ shop, delay, ...policy }) => {
        if (shop !== undefined) findShop(world, shop);
        const until = delay === undefined ? 0 : addDuration(0, delay);
        if (until === null) throw new NotAllowed('delay takes an ISO 8601 duration such as "PT10M"');
        dispatcher.setPolicy(shop ?? null, { ...policy, delay: until });
      },
    ),
    post('deliveries/again', z.strictObject({ shop: domain, id: z.string() }), (body) => {
      const shop = findShop(world, body.shop);
      const delivery = shop.deliveries.find(({ id }) => id === body.id);
      if (!delivery) throw new Unknown(`no delivery ${body.id} in ${body.shop}`);
      if (delivery.body === '') throw new NotAllowed('its body is no longer kept');
      dispatcher.again(shop, delivery);
    }),
    post(
      'faults',
      z.strictObject({
        kind: z.enum(faultKinds).optional(),
        operation: z.string().optional(),
        share: share.optional(),
        count: z.number().int().positive().optional(),
        errorCode: z.enum(['ACCESS_DENIED', 'INTERNAL_SERVER_ERROR', 'TIMEOUT']).optional(),
      }),
      ({ kind, ...rest }) => {
        if (kind === undefined && Object.keys(rest).length > 0) throw new NotAllowed('kind is missing');
        simulator.faults.set(kind === undefined ? null : { kind, ...rest });
      },
    ),
    post('bulkOperations', z.strictObject({ duration: z.string() }), ({ duration }) => {
      const wanted = addDuration(0, duration);
      if (wanted === null) throw new NotAllowed('duration takes an ISO 8601 duration such as "PT10M"');
      bulk.setDuration(wanted);
    }),
    post(
      'mail/faults',
      z.strictObject({
        at: z.enum(['greeting', 'recipient', 'message', 'lost']).optional(),
        status: z.number().int().min(400).max(599).default(451),
        count: z.number().int().positive().optional(),
      }),
      ({ at, status, count }) => mailbox.misbehave(at === undefined ? null : { at, status, left: count ?? null }),
    ),
    get('mail', z.object({ shop: domain.optional() }), ({ shop }) => {
      if (shop !== undefined) findShop(world, shop);
      return {
        mail: mailbox.list(shop ?? null).map(({ at, ...mail }) => ({ ...mail, at: new Date(at).toISOString() })),
      };
    }),
  ];
}
