import { z } from 'zod';
import { payloadId } from '../../platform/kit/payload-fields.ts';
import type { WebhookHandler } from '../../platform/manifest.ts';
import { isAnyUnknown, LEARN_REST } from './learn-rest.ts';
import { productPayload } from './product-payload.ts';
import { deleteProduct, saveProduct } from './store.ts';

/** `products/create`, `products/update` */
export const onProduct: WebhookHandler = async (services, { shopId, body }) => {
  const product = productPayload.parse(body);
  await services.db.transaction(async (tx) => {
    const saved = await saveProduct(tx, shopId, product);
    if (!saved) return;
    await services.emit(tx, { name: 'product.changed', shopId, key: product.id });
    if (await isAnyUnknown(tx, shopId)) await services.addJob(tx, { kind: LEARN_REST, shopId, key: 'shop' });
  });
};

/** `products/delete` */
export const onProductDeleted: WebhookHandler = async (services, { shopId, body }) => {
  const { id } = z.object({ id: payloadId }).parse(body);
  await services.db.transaction(async (tx) => {
    await deleteProduct(tx, shopId, id, services.clock.now());
    await services.emit(tx, { name: 'product.changed', shopId, key: id });
  });
};
