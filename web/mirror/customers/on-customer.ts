import { z } from 'zod';
import { payloadId } from '../../platform/kit/payload-fields.ts';
import type { WebhookHandler } from '../../platform/manifest.ts';
import { customerPayload } from './customer-payload.ts';
import { forgetCustomer, saveCustomer } from './store.ts';

export const READ_CUSTOMER = 'customers.read';

/** `customers/create`, `customers/update` */
export const onCustomer: WebhookHandler = async (services, { shopId, body }) => {
  const customer = customerPayload.parse(body);
  await services.db.transaction(async (tx) => {
    const saved = await saveCustomer(tx, shopId, customer, services.clock.now());
    if (saved) await services.emit(tx, { name: 'customer.changed', shopId, key: customer.id });
  });
};

/** `customers/delete` */
export const onCustomerDeleted: WebhookHandler = async (services, { shopId, body }) => {
  const { id } = z.object({ id: payloadId }).parse(body);
  await services.db.transaction(async (tx) => {
    await forgetCustomer(tx, shopId, id, services.clock.now());
    await services.emit(tx, { name: 'customer.changed', shopId, key: id });
  });
};

/** `customer.tags_added`, `customer.tags_removed` */
export const onCustomerTags: WebhookHandler = async (services, { shopId, body }) => {
  const { customerId } = z.object({ customerId: payloadId }).parse(body);
  await services.db.transaction((tx) => services.addJob(tx, { kind: READ_CUSTOMER, shopId, key: customerId }));
};
