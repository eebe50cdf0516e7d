/**
 * Liquid's arithmetic as Shopify's Ruby does it: text such as "1.15" is an exact decimal, and dividing whole numbers gives a
 * whole number, rounded down.
 */
interface Decimal {
  units: bigint;
  places: number;
}

export function plus(left: unknown, right: unknown): number {
  return sum(decimal(left), decimal(right), 1n);
}
export function minus(left: unknown, right: unknown): number {
  return sum(decimal(left), decimal(right), -1n);
}
export function times(left: unknown, right: unknown): number {
  const [a, b] = [decimal(left), decimal(right)];
  return toNumber({ units: a.units * b.units, places: a.places + b.places });
}
export function dividedBy(left: unknown, right: unknown): number {
  const [a, b] = [decimal(left), decimal(right)];
  if (b.units === 0n) {
    if (whole(a, left) && whole(b, right)) throw new Error('divided by 0');
    return toNumber(a) / 0;
  }
  if (!whole(a, left) || !whole(b, right)) return toNumber(a) / toNumber(b);
  return Number(floorDivide(a.units, b.units));
}
export function modulo(left: unknown, right: unknown): number {
  const [a, b] = [decimal(left), decimal(right)];
  if (b.units === 0n) throw new Error('divided by 0');
  const places = Math.max(a.places, b.places);
  const [one, other] = [scaled(a, places), scaled(b, places)];
  return toNumber({ units: one - floorDivide(one, other) * other, places });
}

function sum(a: Decimal, b: Decimal, sign: bigint): number {
  const places = Math.max(a.places, b.places);
  return toNumber({ units: scaled(a, places) + sign * scaled(b, places), places });
}
const scaled = ({ units, places }: Decimal, to: number): bigint => units * 10n ** BigInt(to - places);
const toNumber = ({ units, places }: Decimal): number => (places === 0 ? Number(units) : Number(`${units}e-${places}`));
/** "2.0" is a decimal in Ruby, 2 is not; a JavaScript number cannot tell, so one without fraction counts as whole. */
const whole = (value: Decimal, source: unknown): boolean =>
  value.places === 0 && !(typeof source === 'string' && source.includes('.'));

function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient;
}

/** What is not a number counts as 0, as in Liquid. */
function decimal(value: unknown): Decimal {
  const inner = value !== null && typeof value === 'object' ? value.valueOf() : value;
  const text =
    typeof inner === 'number'
      ? plainText(inner)
      : typeof inner === 'string'
        ? inner.trim()
        : String(typeof inner === 'bigint' ? inner : '');
  const match = /^(-?)(\d+)(?:\.(\d+))?/.exec(text);
  if (!match) return { units: 0n, places: 0 };
  const [, sign, digits = '0', fraction = ''] = match;
  const units = BigInt(digits + fraction);
  return { units: sign ? -units : units, places: fraction.length };
}
const plainText = (value: number): string => {
  const text = String(value);
  return text.includes('e') ? value.toFixed(20).replace(/\.?0+$/, '') : text;
};
