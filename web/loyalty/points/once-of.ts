/** Bonuses that a customer gets once, or once a year: of two customers who become one, one keeps theirs (rule U). */
import type { GrantSource } from './grant.ts';

const ONCE: ReadonlySet<GrantSource> = new Set(['sign_up', 'newsletter', 'first_order']);

/** Null for what may be given many times. */
export function onceOf(source: GrantSource, occurredAt: number): string | null {
  if (source === 'birthday') return `birthday/${new Date(occurredAt).getUTCFullYear()}`;
  return ONCE.has(source) ? source : null;
}
