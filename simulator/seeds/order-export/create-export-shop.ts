/** A store made from an order export: its currency, its customers by mail address, its products by SKU. Its orders wait. */
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { createCustomer } from '../../world/customers.ts';
import { Unknown } from '../../world/refusals.ts';
import { createShop } from '../../world/shops.ts';
import type { Address, Id, Product, Shop, World } from '../../world/types.ts';
import { freeDomain } from '../free-domain.ts';
import { placedBlocks } from '../theme-blocks.ts';
import { keepHistory } from '../waiting-history.ts';
import { catalogueOf } from './catalogue-of.ts';
import { placeExported } from './place-exported.ts';
import { type ExportedOrder, ExportProblem, readOrders } from './read-orders.ts';

/** Throws Unknown when there is no such file, ExportProblem when it cannot be used. */
export async function createExportShop(world: World, file: string, domain?: string): Promise<Shop> {
  if (!existsSync(file)) throw new Unknown(`there is no file ${file}`);
  const orders = await readOrders(file);
  const currency = onlyCurrency(orders);
  const [first] = orders;
  const firstOrderAt = first?.createdAt ?? world.now();
  if (orders.some((order) => order.createdAt > world.now()))
    throw new ExportProblem('the file has orders of the future');
  const name = basename(file).replace(/\.csv(\.gz|\.xz)?$/i, '');
  const handle =
    name
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-+|-+$/g, '')
      .slice(0, 40) || 'orders';
  const country = first?.country ?? null;
  const shop = createShop(world, {
    domain: domain ?? freeDomain(world, handle),
    name,
    currency,
    locale: currency === 'VND' ? 'vi' : 'en',
    ...(country === null ? {} : { country }),
    taxesIncluded: pricesIncludeTax(orders),
    createdAt: firstOrderAt,
  });
  const products = catalogueOf(world, orders);
  for (const product of products.values()) shop.products.set(product.id, product);
  addCollection(world, shop, [...products.values()]);
  const customerIds = addCustomers(world, shop, orders);
  shop.themeBlocks = placedBlocks();
  keepHistory(shop, { orders: orders.length, firstOrderAt, place: placeExported(orders, customerIds, products) });
  return shop;
}

function onlyCurrency(orders: readonly ExportedOrder[]): string {
  const currencies = [...new Set(orders.map(({ currency }) => currency))];
  const [currency] = currencies;
  if (currency === undefined || currencies.length > 1) {
    throw new ExportProblem(`a store has one currency, the file has ${currencies.join(', ')}`);
  }
  return currency;
}

/** Where prices include tax, the tax is not added to the total. Orders without tax say nothing; the taxed ones decide. */
function pricesIncludeTax(orders: readonly ExportedOrder[]): boolean {
  const taxed = orders.filter(({ taxes }) => taxes > 0);
  const included = taxed.filter(({ subtotal, shipping, taxes, total }) => total < subtotal + shipping + taxes);
  return included.length * 2 > taxed.length;
}

function addCollection(world: World, shop: Shop, products: readonly Product[]): void {
  const id = world.nextId();
  const productIds: Id[] = products.slice(0, 60).map((product) => product.id);
  shop.collections.set(id, { id, title: 'All', handle: 'all-products', productIds });
}

function addCustomers(world: World, shop: Shop, orders: readonly ExportedOrder[]): Map<string, Id> {
  const ids = new Map<string, Id>();
  for (const order of orders) {
    if (order.email === null || ids.has(order.email)) continue;
    const [firstName = null, ...rest] = order.customerName?.split(/\s+/) ?? [];
    const lastName = rest.join(' ') || null;
    const customer = createCustomer(world, shop, {
      email: order.email,
      firstName,
      lastName,
      phone: order.phone,
      marketing: order.acceptsMarketing,
      defaultAddress: addressOf(order, firstName, lastName),
      at: order.createdAt,
      announce: false,
    });
    ids.set(order.email, customer.id);
  }
  return ids;
}

function addressOf(order: ExportedOrder, firstName: string | null, lastName: string | null): Address | null {
  if (order.country === null) return null;
  return {
    firstName,
    lastName,
    address1: null,
    city: order.city,
    province: null,
    country: order.country,
    countryCode: order.country,
    zip: order.zip,
    phone: order.phone,
  };
}
