import type { Customer } from './store.ts';

/** Vietnamese names begin with the family's; a store that sells in dong is one in Vietnam. Null for a nameless customer. */
export function customerName(
  { firstName, lastName }: Pick<Customer, 'firstName' | 'lastName'>,
  currency: string,
): string | null {
  const parts = currency === 'VND' ? [lastName, firstName] : [firstName, lastName];
  return parts.filter(Boolean).join(' ') || null;
}
