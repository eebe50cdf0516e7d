/** Bonuses that a customer gets once: of two customers who become one, one keeps theirs (rule U). */
import type { GrantSource } from './grant.ts';

const ONCE: ReadonlySet<GrantSource> = new Set(['sign_up', 'newsletter', 'first_order']);

/** Null for what may be given many times, or says by itself which time it is. */
export function onceOf(source: GrantSource): string | null {
  return ONCE.has(source) ? source : null;
}
