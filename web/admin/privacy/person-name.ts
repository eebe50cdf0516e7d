import type { TFunction } from 'i18next';
import type { DataRequestRow } from '../../platform/privacy/api-types.ts';

/** Whom a request is about, as far as it is still known. */
export function personName(t: TFunction, { person, content }: Pick<DataRequestRow, 'person' | 'content'>): string {
  const known = person.name ?? person.email ?? person.phone;
  if (known) return known;
  if (person.customerId) return t('privacy.customerNumber', { id: person.customerId });
  return content === 'erased' ? t('privacy.erasedPerson') : t('privacy.unknownPerson');
}
