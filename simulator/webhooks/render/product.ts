import { decimalText } from '../../money.ts';
import type { Product } from '../../world/types.ts';
import { gid, number, zoned, type Rendering } from './values.ts';

const fullVariants = 100;

/** `products/create` and `update`: the first 100 variants in full, the ids of all. */
export function renderProduct(rendering: Rendering, product: Product): Record<string, unknown> {
  const { shop } = rendering;
  const zone = shop.timeZone;
  const created = zoned(product.createdAt, zone);
  return {
    admin_graphql_api_id: gid('Product', product.id),
    body_html: product.descriptionHtml,
    created_at: created,
    handle: product.handle,
    id: number(product.id),
    product_type: product.productType,
    published_at: product.status === 'ACTIVE' ? created : null,
    template_suffix: null,
    title: product.title,
    updated_at: zoned(product.updatedAt, zone),
    vendor: product.vendor,
    status: product.status.toLowerCase(),
    published_scope: 'web',
    tags: product.tags.join(', '),
    variants: product.variants.slice(0, fullVariants).map((variant, index) => ({
      admin_graphql_api_id: gid('ProductVariant', variant.id),
      barcode: null,
      compare_at_price: variant.compareAtPrice === null ? null : decimalText(variant.compareAtPrice, shop.currency),
      created_at: created,
      id: number(variant.id),
      inventory_policy: 'deny',
      position: index + 1,
      price: decimalText(variant.price, shop.currency),
      product_id: number(product.id),
      sku: variant.sku,
      taxable: variant.taxable,
      title: variant.title,
      updated_at: zoned(product.updatedAt, zone),
      option1: variant.title,
      option2: null,
      option3: null,
      image_id: null,
      inventory_item_id: null,
      inventory_quantity: variant.inventory ?? 0,
      old_inventory_quantity: variant.inventory ?? 0,
    })),
    options: [],
    images: [],
    image:
      product.image === null || rendering.url === undefined
        ? null
        : { src: new URL(product.image, rendering.url).href },
    media: [],
    variant_gids: product.variants.map((variant) => ({
      admin_graphql_api_id: gid('ProductVariant', variant.id),
      updated_at: new Date(product.updatedAt).toISOString(),
    })),
    has_variants_that_requires_components: false,
    category: null,
  };
}
