/** `parcel.news` becomes an email in the outbox, if the merchant wants it sent. Its key is `ORDER/FULFILMENT/KIND`. */
import { z } from 'zod';
import { orderHeadings } from '../../../mirror/orders/index.ts';
import { MINUTE } from '../../../platform/kit/clock.ts';
import type { CustomerId, OrderId } from '../../../platform/kit/ids.ts';
import type { BatchHandler, Work } from '../../../platform/manifest.ts';
import { queueMessage } from '../../../platform/messages/outbox.ts';
import { deliveryDocument } from '../../shipments/index.ts';
import { parcelMessages } from '../../shipments/settings.ts';
import type { AboutParcel } from './parcel-email.ts';

const news = z
  .string()
  .transform((key) => key.split('/'))
  .pipe(z.tuple([z.string().regex(/^\d+$/), z.string().regex(/^\d+$/), z.enum(parcelMessages)]));

/** A parcel that was sent by mistake is called back at once, and a number is often mended right away. */
const WAIT = { shipped: 5 * MINUTE, out_for_delivery: 0, delivered: 0, delayed: 0 };

export const tellParcels: BatchHandler<Work> = {
  async batch(services, shopId, items) {
    const { db, clock } = services;
    const { messages } = await deliveryDocument.read(db.read, shopId);
    const told = items.map(({ key }) => news.parse(key)).filter(([, , kind]) => messages[kind]);
    const headings = await orderHeadings(db.read, shopId, [...new Set(told.map(([orderId]) => orderId))]);
    const orders = new Map(headings.map((order) => [order.id, order]));
    const wanted = told.flatMap(([orderId, fulfillmentId, kind]) => {
      const order = orders.get(orderId);
      return order === undefined || order.cancelled ? [] : [{ order, fulfillmentId, kind }];
    });
    if (wanted.length === 0) return;
    await db.transaction(async (tx) => {
      for (const { order, fulfillmentId, kind } of wanted) {
        const name = `parcel_${kind}`;
        await queueMessage(services, tx, shopId, {
          key: `${name}/${fulfillmentId}`,
          kind: name,
          customerId: order.customerId as CustomerId | null,
          orderId: order.id as OrderId,
          payload: { fulfillmentId } satisfies AboutParcel,
          dueAt: clock.now() + WAIT[kind],
        });
      }
    });
  },
};
