/** Fields that many calls share: ids as gids or digits, money as decimal text, times and durations as ISO 8601. */
import { z } from 'zod';
import { minorOf } from '../money.ts';
import { NotAllowed, Unknown } from '../world/refusals.ts';
import { findShop } from '../world/shops.ts';
import type { Id, Minor, Ms, Shop, World } from '../world/types.ts';

export const id = z
  .union([z.string(), z.number().int().positive().max(Number.MAX_SAFE_INTEGER)])
  .transform((value) => String(value))
  .pipe(z.string().regex(/^(gid:\/\/shopify\/[A-Za-z]+\/)?[1-9]\d{0,19}$/, 'an id is a gid or its digits'))
  .transform((value): Id => value.slice(value.lastIndexOf('/') + 1));

/** Still text: the currency is known only with the shop. */
export const money = z
  .union([z.string(), z.number().nonnegative()])
  .transform((value) => String(value))
  .pipe(z.string().regex(/^\d+(\.\d+)?$/, 'money is a decimal such as "12.50", not negative'));

export const time = z
  .string()
  .refine((text) => /^\d{4}-\d\d-\d\d/.test(text) && !Number.isNaN(Date.parse(text)), 'a time is ISO 8601')
  .transform((text): Ms => Date.parse(text));

export const quantity = z.number().int().positive();
export const share = z.number().min(0).max(1);
export const domain = z.string().min(1);
/** `"true"` and `"1"` too, for queries. */
export const flag = z
  .union([z.boolean(), z.enum(['true', 'false', '1', '0'])])
  .transform((value) => value === true || value === 'true' || value === '1');

/** Minor units of that shop. */
export function minor(text: string, shop: Shop): Minor {
  const value = minorOf(text, shop.currency);
  if (value === null) throw new NotAllowed(`${text} is no amount in ${shop.currency}`);
  return value;
}
export function minorIf(text: string | undefined, shop: Shop): Minor | undefined {
  return text === undefined ? undefined : minor(text, shop);
}

/** The shop that is meant: the named one, or the only one. */
export function shopMeant(world: World, name: string | undefined): Shop {
  if (name !== undefined) return findShop(world, name);
  const [only, ...more] = world.shops.values();
  if (!only) throw new Unknown('there is no shop');
  if (more.length > 0) throw new NotAllowed('there are several shops: say which one is meant');
  return only;
}
