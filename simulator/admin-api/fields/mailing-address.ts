import type { Address } from '../../world/types.ts';
import type { Fields } from '../context.ts';
import { gid } from '../gid.ts';

/** `of` is the id of what the address belongs to: addresses have none of their own in the simulator. */
export function mailingAddress(address: Address | null, of: string): Fields | null {
  if (!address) return null;
  const name = [address.firstName, address.lastName].filter(Boolean).join(' ');
  const lines = [address.address1, [address.zip, address.city].filter(Boolean).join(' '), address.country];
  return {
    __typename: 'MailingAddress',
    id: gid('MailingAddress', of),
    firstName: address.firstName,
    lastName: address.lastName,
    name: name || null,
    company: null,
    address1: address.address1,
    address2: null,
    city: address.city,
    province: address.province,
    country: address.country,
    countryCode: address.countryCode,
    countryCodeV2: address.countryCode,
    zip: address.zip,
    phone: address.phone,
    formatted: lines.filter((line) => line !== null && line !== ''),
    formattedArea: [address.city, address.country].filter(Boolean).join(', ') || null,
  };
}
