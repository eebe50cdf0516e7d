import { currencyDecimals } from '../../money.ts';
import type { Minor } from '../../world/types.ts';

/** Where sign and number stand, per currency, in the style of Shopify's default money formats. */
const formats: Record<string, { format: string; point?: '.' | ',' }> = {
  VND: { format: '{}₫', point: ',' },
  USD: { format: '${}' },
  AUD: { format: '${}' },
  CAD: { format: '${}' },
  NZD: { format: '${}' },
  SGD: { format: '${}' },
  HKD: { format: '${}' },
  GBP: { format: '£{}' },
  EUR: { format: '€{}', point: ',' },
  JPY: { format: '¥{}' },
  KRW: { format: '₩{}' },
  CNY: { format: '¥{}' },
  INR: { format: 'Rs. {}' },
  IDR: { format: 'Rp {}', point: ',' },
  THB: { format: '{} ฿' },
  BRL: { format: 'R$ {}', point: ',' },
};

/** Liquid's prices are hundredths of the currency's unit whatever decimals it has: ₫150,000 is 15,000,000. */
export function hundredths(minor: Minor, currency: string): number {
  return minor * 10 ** (2 - currencyDecimals(currency));
}

/** 15000000 in VND → `150.000₫`; 1250 in USD → `$12.50`. */
export function formatMoney(cents: number, currency: string): string {
  const { format } = formats[currency] ?? { format: `{} ${currency}` };
  const text = formatAmount(Math.abs(cents), currency);
  return (cents < 0 ? '-' : '') + format.replace('{}', text);
}

/** The number alone, in the currency's own style. */
export function formatAmount(cents: number, currency: string): string {
  const point = formats[currency]?.point ?? '.';
  const places = Math.min(currencyDecimals(currency), 2);
  const scale = 10 ** (2 - places);
  const digits = String(Math.round(Math.abs(cents) / scale)).padStart(places + 1, '0');
  const whole = places === 0 ? digits : digits.slice(0, -places);
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, point === '.' ? ',' : '.');
  const text = places === 0 ? grouped : `${grouped}${point}${digits.slice(-places)}`;
  return cents < 0 ? `-${text}` : text;
}

/** What `shop.money_format` says: where the amount goes, and how it is written. */
export function moneyFormat(currency: string): string {
  const { format, point } = formats[currency] ?? { format: `{} ${currency}` };
  const decimals = currencyDecimals(currency) === 0 ? '_no_decimals' : '';
  return format.replace('{}', `{{amount${decimals}${point === ',' ? '_with_comma_separator' : ''}}}`);
}
