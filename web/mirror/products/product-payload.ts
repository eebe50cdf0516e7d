import { z } from 'zod';
import {
  listOf,
  optionalCount,
  optionalTime,
  payloadAmount,
  payloadCount,
  payloadId,
  payloadText,
  payloadTime,
} from '../../platform/kit/payload-fields.ts';

export interface ProductSnapshot {
  id: string;
  title: string;
  handle: string;
  vendor: string | null;
  productType: string | null;
  tags: string[];
  status: string;
  imageUrl: string | null;
  /** It can be seen in the online store. */
  published: boolean;
  /** No webhook tells these two: then null. */
  giftCard: boolean | null;
  tracksInventory: boolean | null;
  updatedAt: number;
  variants: VariantSnapshot[];
}
export interface VariantSnapshot {
  id: string;
  title: string;
  sku: string | null;
  price: string;
  position: number;
  /** Some are left, or it is sold without any. Says nothing where stock is not counted. */
  sellable: boolean;
}

/** `products/create` and `update`. Tags are one text there; variants are the first hundred. */
export const productPayload = z
  .object({
    id: payloadId,
    title: payloadText,
    handle: payloadText,
    vendor: payloadText,
    product_type: payloadText,
    tags: payloadText,
    status: payloadText,
    image: z.object({ src: payloadText }).nullish(),
    published_at: optionalTime,
    updated_at: payloadTime,
    variants: listOf(
      z.object({
        id: payloadId,
        title: payloadText,
        sku: payloadText,
        price: payloadAmount,
        position: payloadCount,
        inventory_policy: payloadText,
        inventory_quantity: optionalCount,
      }),
    ),
  })
  .transform(
    (payload): ProductSnapshot => ({
      id: payload.id,
      title: payload.title ?? '',
      handle: payload.handle ?? '',
      vendor: payload.vendor,
      productType: payload.product_type,
      tags: (payload.tags ?? '').split(',').flatMap((tag) => tag.trim() || []),
      status: payload.status ?? 'active',
      imageUrl: payload.image?.src ?? null,
      published: payload.published_at !== null,
      giftCard: null,
      tracksInventory: null,
      updatedAt: payload.updated_at,
      variants: payload.variants.map(({ inventory_policy: policy, inventory_quantity: left, ...variant }) => ({
        ...variant,
        title: variant.title ?? '',
        price: variant.price ?? '0',
        sellable: isSellable(policy, left),
      })),
    }),
  );

/** `policy`: in any case. */
export function isSellable(policy: string | null, left: number | null): boolean {
  return policy?.toLowerCase() === 'continue' || (left ?? 0) > 0;
}
