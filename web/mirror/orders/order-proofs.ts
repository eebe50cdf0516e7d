/**
 * By what somebody shows that an order is theirs: the email address, a telephone number or the postcode that was given with it. Kept are
 * digests under the app's encryption key, so that whoever has the database alone cannot try all postcodes and numbers; a guess is compared by
 * its own digest. After a rotation of the key the older ones fit as long as the key before it is configured.
 */
import { createHmac } from 'node:crypto';
import type { Config } from '../../config.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import { e164 } from '../../platform/kit/phone.ts';
import type { Contacts } from './order-snapshot.ts';

type Keys = Pick<Config, 'encryptionKeys'>;
/** 96 bits: nobody finds another text with the same. */
const LENGTH = 16;

/** Where national numbers may be meant: where the order goes, and where the store is. */
export interface Places {
  destination: string | null;
  store: string | null;
}

/** What is kept of them: digests in a fixed order, with spaces between; null = nothing was given. */
export function proofsOf(
  { encryptionKeys: [key] }: Keys,
  shopId: ShopId,
  { emails, phones, postcode }: Contacts,
  places: Places,
): string | null {
  const given = [
    ...emails.flatMap((email) => (email?.includes('@') ? `email/${addressText(email)}` : [])),
    ...phones.flatMap((phone) => (phone ? phoneTexts(phone, places) : [])),
    ...(postcode === null ? [] : postcodeTexts(postcode, places.destination)),
  ];
  const digests = new Set(given.map((text) => digest(key, shopId, text)));
  return digests.size === 0 ? null : [...digests].sort().join(' ');
}

/** Whether what somebody typed is among them, whichever of the three it is. As much work for what fits as for what does not. */
export function fits(
  { encryptionKeys }: Keys,
  shopId: ShopId,
  proofs: string | null,
  typed: string,
  places: Places,
): boolean {
  const texts = [
    `email/${addressText(typed)}`,
    ...phoneTexts(typed, places),
    ...postcodeTexts(typed, places.destination),
  ];
  const kept = new Set(proofs?.split(' '));
  return texts
    .flatMap((text) => encryptionKeys.map((key) => digest(key, shopId, text)))
    .reduce((found, each) => kept.has(each) || found, false);
}

export function addressText(email: string): string {
  return email.normalize('NFKC').trim().toLowerCase();
}

/** As it is dialled from abroad, for each place that may be meant; where none is known, its digits. */
function phoneTexts(phone: string, { destination, store }: Places): string[] {
  const numbers = new Set([destination, store].flatMap((country) => e164(phone, country) ?? []));
  if (numbers.size > 0) return [...numbers].map((number) => `phone/${number}`);
  const digits = phone.normalize('NFKC').replaceAll(/\D/g, '').replace(/^0+/, '');
  return digits.length >= SHORTEST_PHONE ? [`phone/${digits}`] : [];
}
const SHORTEST_PHONE = 7;

/**
 * Where a postcode stands for a district or a province, as many live there as guesses are cheap: that shows nothing. Vietnam's do, and they are
 * mostly typed by heart.
 */
const TOO_WIDE = new Set(['VN']);
const SHORTEST_POSTCODE = 3;

/** In capitals, without spaces and hyphens; of the nine digits of some countries the five that everybody knows. */
function postcodeTexts(postcode: string, country: string | null): string[] {
  if (TOO_WIDE.has(country ?? '')) return [];
  const text = postcode
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .replace(/^(\d{5})\d{4}$/, '$1');
  return text.length >= SHORTEST_POSTCODE ? [`postcode/${text}`] : [];
}

function digest(key: Buffer, shopId: ShopId, text: string): string {
  return createHmac('sha256', key).update(`order-proof/${shopId}/${text}`).digest('base64url').slice(0, LENGTH);
}
