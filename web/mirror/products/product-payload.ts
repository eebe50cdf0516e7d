import { z } from 'zod';
import {
  listOf,
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
  updatedAt: number;
  variants: { id: string; title: string; sku: string | null; price: string; position: number }[];
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
    updated_at: payloadTime,
    variants: listOf(
      z.object({ id: payloadId, title: payloadText, sku: payloadText, price: payloadAmount, position: payloadCount }),
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
      updatedAt: payload.updated_at,
      variants: payload.variants.map((variant) => ({
        ...variant,
        title: variant.title ?? '',
        price: variant.price ?? '0',
      })),
    }),
  );
