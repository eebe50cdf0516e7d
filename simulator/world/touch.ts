import type { Ms } from './types.ts';

/**
 * Marks a change. Shopify's `updated_at` has whole seconds and a person needs at least one for each action, so each further
 * action on the same thing gets a later second, also while the clock stands still.
 */
export function touch(thing: { updatedAt: Ms }, now: Ms): void {
  thing.updatedAt = Math.max(now, Math.floor(thing.updatedAt / 1000) * 1000 + 1000);
}
