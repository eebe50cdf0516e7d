/**
 * Money is an integer count of the currency's minor unit (ISO 4217: VND and JPY have none, KWD has three decimals) plus
 * the currency. Never a float.
 */
declare const minorBrand: unique symbol;
/** Integer minor units; a safe integer, so amounts up to 9·10^15. */
export type Minor = number & { readonly [minorBrand]: 'Minor' };

const decimalsByCurrency = new Map<string, number>();

/** How many decimals the currency has. Unknown codes count as 2; throws RangeError on what is not a three-letter code. */
export function currencyDecimals(currency: string): number {
  let decimals = decimalsByCurrency.get(currency);
  if (decimals === undefined) {
    decimals =
      new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
    decimalsByCurrency.set(currency, decimals);
  }
  return decimals;
}

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

/**
 * "12.345" in KWD → 12345; "1250000.00" in VND → 1250000. Digits beyond the currency's own must be zero.
 * Throws RangeError on anything else: an amount that we cannot represent is never rounded silently.
 */
export function minorFromDecimal(text: string, currency: string): Minor {
  const match = DECIMAL.exec(text);
  const decimals = currencyDecimals(currency);
  if (!match) throw new RangeError(`not a decimal amount: ${JSON.stringify(text)}`);
  const [, sign, whole = '', fraction = ''] = match;
  if (/[1-9]/.test(fraction.slice(decimals))) throw new RangeError(`${text} has more decimals than ${currency} allows`);
  const value = Number(whole + fraction.slice(0, decimals).padEnd(decimals, '0'));
  if (!Number.isSafeInteger(value)) throw new RangeError(`amount out of range: ${text}`);
  return (sign && value !== 0 ? -value : value) as Minor;
}

/** 12345 in KWD → "12.345"; 1250000 in VND → "1250000". */
export function decimalFromMinor(minor: number, currency: string): string {
  const decimals = currencyDecimals(currency);
  const digits = String(Math.abs(minor)).padStart(decimals + 1, '0');
  const text = decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
  return minor < 0 ? `-${text}` : text;
}
