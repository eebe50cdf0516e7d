/** What several sections of the settings are made of. */
import { z } from 'zod';

export const decimal = z.string().regex(/^\d{1,13}(\.\d{1,3})?$/, 'A number such as 1.00');
export const moreThanZero = decimal.refine((text) => Number(text) > 0, 'Must be more than zero');
export const points = z.number().int().min(1).max(1_000_000);
/** Chosen once, when the thing is made, and kept: what was earned or bought by it names it. */
export const ownId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'Small letters, digits and hyphens');

/** What shoppers read, in their language; an empty text falls back to the other language. */
export const text = (most: number) =>
  z.object({ en: z.string().trim().max(most).default(''), vi: z.string().trim().max(most).default('') });

/** Something of the store's catalogue: `id` in digits (its gid is understood, too); the title as it was when chosen, for showing only. */
export const picked = (type: 'Product' | 'Collection' | 'ProductVariant') =>
  z.object({
    id: z
      .string()
      .regex(new RegExp(`^(gid://shopify/${type}/)?\\d+$`), `The id: its digits or its gid`)
      .transform((id) => id.slice(id.lastIndexOf('/') + 1)),
    title: z.string().max(255).default(''),
  });

/** A moment of the store's own day, `2026-11-27T00:00`, in the shop's time zone. */
export const localTime = z.iso.datetime({ local: true, error: 'A day and time such as 2026-11-27T00:00' });

/** At most so often within each period of the shop's calendar; `ever`: in all. */
export const limit = z.object({
  times: z.number().int().min(1).max(1_000),
  period: z.enum(['day', 'week', 'month', 'year', 'ever']),
});

/** Refuses two of the same id. */
export function distinct<Item extends { id: string }>(items: readonly Item[]): boolean {
  return new Set(items.map(({ id }) => id)).size === items.length;
}
export const TWICE = 'Two of these have the same id';
