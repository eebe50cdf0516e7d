/** What the merchant puts into the store: products and discounts. */
import { z } from 'zod';
import { createDiscount } from '../../world/discounts.ts';
import { discountGid } from '../../webhooks/render/discount.ts';
import { createProduct, deleteProduct, findProduct, updateProduct } from '../../world/products.ts';
import type { Control } from '../context.ts';
import { domain, flag, id, minor, minorIf, money, shopMeant, time } from '../fields.ts';
import { type ControlRoute, post } from '../route.ts';

const text = z.string().min(1);
const variant = z.strictObject({
  title: text.optional(),
  sku: text.optional(),
  price: money,
  taxable: flag.optional(),
  inventory: z.number().int().nonnegative().optional(),
});

export function catalogueRoutes({ simulator: { world } }: Control): ControlRoute[] {
  return [
    post(
      'products',
      z.strictObject({
        shop: domain.optional(),
        title: text,
        handle: text.optional(),
        vendor: z.string().optional(),
        productType: z.string().optional(),
        tags: z.array(text).optional(),
        status: z.enum(['ACTIVE', 'DRAFT', 'ARCHIVED']).optional(),
        isGiftCard: flag.optional(),
        variants: z.array(variant).min(1),
      }),
      ({ shop: name, variants, ...rest }) => {
        const shop = shopMeant(world, name);
        const product = createProduct(world, shop, {
          ...rest,
          variants: variants.map((each) => ({ ...each, price: minor(each.price, shop) })),
        });
        return {
          product: {
            id: `gid://shopify/Product/${product.id}`,
            handle: product.handle,
            variants: product.variants.map((each) => ({ id: `gid://shopify/ProductVariant/${each.id}` })),
          },
        };
      },
    ),
    post(
      'products/update',
      z.strictObject({
        shop: domain.optional(),
        product: id,
        title: text.optional(),
        vendor: z.string().optional(),
        productType: z.string().optional(),
        tags: z.array(text).optional(),
        status: z.enum(['ACTIVE', 'DRAFT', 'ARCHIVED']).optional(),
        variants: z
          .array(
            z.strictObject({
              id,
              price: money.optional(),
              inventory: z.number().int().nonnegative().nullable().optional(),
            }),
          )
          .optional(),
      }),
      (body) => {
        const { shop, product } = findProduct(world, body.product);
        const { shop: _shop, product: _product, variants, ...change } = body;
        const prices = Object.fromEntries(
          (variants ?? []).flatMap(({ id, price }) => (price === undefined ? [] : [[id, minor(price, shop)]])),
        );
        const inventory = Object.fromEntries(
          (variants ?? []).flatMap(({ id, inventory }) => (inventory === undefined ? [] : [[id, inventory]])),
        );
        updateProduct(world, shop, product, { ...change, prices, inventory });
      },
    ),
    post('products/delete', z.strictObject({ shop: domain.optional(), product: id }), (body) => {
      const { shop, product } = findProduct(world, body.product);
      deleteProduct(world, shop, product);
    }),
    post(
      'discounts',
      z.strictObject({
        shop: domain.optional(),
        title: text,
        codes: z.array(text).default([]),
        kind: z.enum(['amount', 'percentage', 'freeShipping']),
        amount: money.optional(),
        percentage: z.number().gt(0).max(1).optional(),
        products: z.array(id).optional(),
        customers: z.array(id).optional(),
        minimumSubtotal: money.optional(),
        usageLimit: z.number().int().positive().optional(),
        oncePerCustomer: flag.optional(),
        combinesWith: z
          .strictObject({ order: flag.default(false), product: flag.default(false), shipping: flag.default(false) })
          .optional(),
        startsAt: time.optional(),
        endsAt: time.optional(),
      }),
      (body) => {
        const shop = shopMeant(world, body.shop);
        const discount = createDiscount(world, shop, {
          title: body.title,
          codes: body.codes,
          kind: body.kind,
          value: body.kind === 'amount' ? minor(body.amount ?? '0', shop) : (body.percentage ?? 0),
          productIds: body.products ?? null,
          customerIds: body.customers ?? null,
          minimumSubtotal: minorIf(body.minimumSubtotal, shop) ?? null,
          usageLimit: body.usageLimit ?? null,
          oncePerCustomer: body.oncePerCustomer ?? false,
          combinesWith: body.combinesWith ?? { order: false, product: false, shipping: false },
          startsAt: body.startsAt ?? world.now(),
          endsAt: body.endsAt ?? null,
        });
        return { discount: { id: discountGid(discount) } };
      },
    ),
  ];
}
