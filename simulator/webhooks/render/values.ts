/** Pieces that every payload is made of: ids, times in the shop's zone, money in both currencies, what was not granted. */
import type { ProtectedField } from '../../context.ts';
import { convert, decimalText } from '../../money.ts';
import type { Address, Id, Minor, Ms, Order, Shop, World } from '../../world/types.ts';

/** What a renderer may look at beside the thing itself. */
export interface Rendering {
  shop: Shop;
  world: World;
  granted: ReadonlySet<ProtectedField>;
  /** Where pictures are. */
  url?: string;
}

export const number = (id: Id): bigint => BigInt(id);
export const gid = (type: string, id: Id): string => `gid://shopify/${type}/${id}`;

const offsets = new Map<string, string>();

/** `2021-12-31T19:00:00-05:00`, as Shopify writes times: whole seconds in the shop's zone. */
export function zoned(ms: Ms, timeZone: string): string {
  // Offsets change at most once an hour; asking Intl for each time would dominate the cost of a payload.
  const key = `${timeZone} ${Math.floor(ms / 3_600_000)}`;
  let offset = offsets.get(key);
  if (offset === undefined) {
    const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).formatToParts(ms);
    offset = parts.find(({ type }) => type === 'timeZoneName')?.value.replace('GMT', '') || '+00:00';
    if (offsets.size > 50_000) offsets.clear();
    offsets.set(key, offset);
  }
  const minutes = (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4, 6))) * (offset.startsWith('-') ? -1 : 1);
  return new Date(ms + minutes * 60_000).toISOString().slice(0, 19) + offset;
}
export const zonedOrNull = (ms: Ms | null, timeZone: string): string | null =>
  ms === null ? null : zoned(ms, timeZone);

type Currencies = Pick<Order, 'currency' | 'presentmentCurrency' | 'exchangeRate'>;

export function amount(minor: Minor, order: Currencies): string {
  return decimalText(minor, order.currency);
}
export function moneySet(minor: Minor, order: Currencies): Record<string, unknown> {
  const shown = convert(minor, order.currency, order.presentmentCurrency, order.exchangeRate);
  return {
    shop_money: { amount: decimalText(minor, order.currency), currency_code: order.currency },
    presentment_money: {
      amount: decimalText(shown, order.presentmentCurrency),
      currency_code: order.presentmentCurrency,
    },
  };
}

export function ifGranted<Value>(rendering: Rendering, field: ProtectedField, value: Value): Value | null {
  return rendering.granted.has(field) ? value : null;
}

const countryNames = new Intl.DisplayNames('en', { type: 'region' });
export function countryName(code: string | null): string | null {
  return code === null || !/^[A-Z]{2}$/.test(code) ? code : (countryNames.of(code) ?? code);
}

/** The 15 keys of billing, shipping and destination addresses. */
export function orderAddress(rendering: Rendering, address: Address | null): Record<string, unknown> | null {
  if (!address) return null;
  const full = [address.firstName, address.lastName].filter(Boolean).join(' ');
  return {
    first_name: ifGranted(rendering, 'name', address.firstName),
    address1: ifGranted(rendering, 'address', address.address1),
    phone: ifGranted(rendering, 'phone', address.phone),
    city: ifGranted(rendering, 'address', address.city),
    zip: ifGranted(rendering, 'address', address.zip),
    province: address.province,
    country: address.country ?? countryName(address.countryCode),
    last_name: ifGranted(rendering, 'name', address.lastName),
    address2: null,
    company: null,
    latitude: null,
    longitude: null,
    name: ifGranted(rendering, 'name', full),
    country_code: address.countryCode,
    province_code: null,
  };
}
