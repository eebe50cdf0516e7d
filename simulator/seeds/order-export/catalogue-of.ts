/** The catalogue that an order export implies: a product for each SKU, or for each name where there is no SKU. */
import type { Minor, Product, World } from '../../world/types.ts';
import { plainPicturePath } from '../pictures/picture-paths.ts';
import type { ExportedLine, ExportedOrder } from './read-orders.ts';

/** What tells products apart: rows of the same key are the same product. */
export const productKey = (line: ExportedLine): string => (line.sku === null ? `name ${line.name}` : `sku ${line.sku}`);

/** By `productKey`. The latest row wins: names and prices change over the years. */
export function catalogueOf(world: World, orders: readonly ExportedOrder[]): Map<string, Product> {
  const products = new Map<string, Product>();
  const handles = new Set<string>();
  for (const order of orders) {
    for (const line of order.lines) {
      const key = productKey(line);
      const known = products.get(key);
      if (known) update(known, line, order.createdAt);
      else products.set(key, productOf(world, line, order.createdAt, handles));
    }
  }
  return products;
}

function update(product: Product, line: ExportedLine, at: number): void {
  product.title = line.name;
  product.updatedAt = at;
  for (const variant of product.variants) variant.price = line.price;
}

function productOf(world: World, line: ExportedLine, at: number, handles: Set<string>): Product {
  const id = world.nextId();
  const handle = freeHandle(`${line.name} ${line.sku ?? ''}`, handles);
  const price: Minor = line.price;
  return {
    id,
    title: line.name,
    handle,
    descriptionHtml: '',
    vendor: line.vendor ?? '',
    productType: '',
    tags: [],
    status: 'ACTIVE',
    image: plainPicturePath(handle),
    isGiftCard: false,
    variants: [
      {
        id: world.nextId(),
        productId: id,
        title: 'Default Title',
        sku: line.sku,
        price,
        compareAtPrice: null,
        taxable: line.taxable,
        inventory: null,
      },
    ],
    createdAt: at,
    updatedAt: at,
  };
}

function freeHandle(text: string, taken: Set<string>): string {
  const plain = text.normalize('NFKD').toLowerCase().replaceAll(/\p{M}/gu, '');
  const base = plain.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '') || 'product';
  let handle = base;
  for (let n = 2; taken.has(handle); n += 1) handle = `${base}-${n}`;
  taken.add(handle);
  return handle;
}
