/**
 * What makes a referral look as if somebody had brought themselves (rule Z). One signal warns, two hold the reward; the tenth referral of a
 * week from one network address holds alone. Only whether things are the same is told, never what they are.
 */
import { DAY, SECOND } from '../../platform/kit/clock.ts';

export type Signal =
  | 'same_ip'
  | 'same_device'
  | 'same_phone'
  | 'same_address'
  | 'email_variant'
  | 'existing_customer'
  | 'seconds_after'
  | 'many_from_ip';

/** In the order in which they are told. */
const signals: readonly Signal[] = [
  'many_from_ip',
  'same_device',
  'same_address',
  'same_phone',
  'email_variant',
  'same_ip',
  'existing_customer',
  'seconds_after',
];

/** An order so soon after its code was taken was ready before. */
export const SECONDS_AFTER = 60 * SECOND;
export const MANY_FROM_IP = 10;
export const MANY_WITHIN = 7 * DAY;

/** Either of the two, as far as it is known; everything may be. */
export interface Party {
  emails: readonly string[];
  phones: readonly string[];
  addresses: readonly PostalAddress[];
  /** Digests. */
  ips: readonly string[];
  devices: readonly string[];
}

export interface PostalAddress {
  address1: string | null;
  zip: string | null;
  country: string | null;
}

export interface Meeting {
  advocate: Party;
  friend: Party;
  /** Ms: when the friend took the code, and ordered. */
  claimedAt: number;
  orderedAt: number;
  /** Ms: since when the store knows the friend; null = nobody knows. */
  friendSince: number | null;
  /** Referrals of the last week from the friend's network address, this one included. */
  fromSameIp: number;
}

export function fraudSignals(meeting: Meeting): Signal[] {
  const { advocate, friend, claimedAt, orderedAt, friendSince, fromSameIp } = meeting;
  const found: Record<Signal, boolean> = {
    many_from_ip: fromSameIp >= MANY_FROM_IP,
    same_device: share(advocate.devices, friend.devices),
    same_address: share(advocate.addresses.map(plainAddress), friend.addresses.map(plainAddress)),
    same_phone: share(advocate.phones.map(plainPhone), friend.phones.map(plainPhone)),
    email_variant: share(advocate.emails.map(plainEmail), friend.emails.map(plainEmail)),
    same_ip: share(advocate.ips, friend.ips),
    existing_customer: friendSince !== null && friendSince < claimedAt,
    seconds_after: orderedAt - claimedAt < SECONDS_AFTER,
  };
  return signals.filter((signal) => found[signal]);
}

/** Must the merchant look at it first? */
export function holds(found: readonly Signal[]): boolean {
  return found.length >= 2 || found.includes('many_from_ip');
}

/** Nothing that is unknown is the same as something else that is unknown. */
function share(one: readonly string[], other: readonly string[]): boolean {
  const known = new Set(one.filter((text) => text !== ''));
  return other.some((text) => known.has(text));
}

/** `J.Doe+tea@googlemail.com` and `jdoe@gmail.com` reach the same person. */
export function plainEmail(email: string): string {
  const [, local = '', domain = ''] = /^([^@]+)@(.+)$/.exec(email.trim().toLowerCase()) ?? [];
  if (domain === '') return '';
  const name = local.split('+')[0] ?? '';
  return /^(gmail|googlemail)\.com$/.test(domain) ? `${name.replaceAll('.', '')}@gmail.com` : `${name}@${domain}`;
}

/** The last nine digits: the same number with and without its country. Shorter ones say too little. */
export function plainPhone(phone: string): string {
  const digits = phone.replaceAll(/\D/g, '');
  return digits.length < 9 ? '' : digits.slice(-9);
}

/** Street with its number, and place; spelling aside. Without either it could be anybody's. */
export function plainAddress({ address1, zip, country }: PostalAddress): string {
  const plain = (text: string | null) =>
    (text ?? '')
      .normalize('NFD')
      .replaceAll(/\p{M}/gu, '')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]/gu, '');
  const [street, place, land] = [plain(address1), plain(zip), plain(country)];
  return street === '' || !/\d/.test(street) ? '' : `${street}/${place}/${land}`;
}
