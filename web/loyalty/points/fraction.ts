/** Exact fractions of integers. Points are rounded once, at the very end (rule B), so nothing on the way may be a float. */
export interface Fraction {
  readonly n: bigint;
  /** Always positive. */
  readonly d: bigint;
}

export const ZERO: Fraction = { n: 0n, d: 1n };

/** n/d of safe integers; `d` must be more than zero. */
export function fraction(n: number, d = 1): Fraction {
  if (!Number.isSafeInteger(n) || !Number.isSafeInteger(d) || d <= 0) throw new RangeError(`not a fraction: ${n}/${d}`);
  return { n: BigInt(n), d: BigInt(d) };
}

/** "1.25" → 5/4; digits with at most three decimals, as the settings have them. */
export function fractionOf(decimal: string): Fraction {
  const [, whole = '', part = ''] = /^(\d{1,13})(?:\.(\d{1,3}))?$/.exec(decimal) ?? [];
  if (whole === '') throw new RangeError(`not a decimal: ${decimal}`);
  return { n: BigInt(whole + part), d: 10n ** BigInt(part.length) };
}

export function isLess(a: Fraction, b: Fraction): boolean {
  return a.n * b.d < b.n * a.d;
}

export function plus(a: Fraction, b: Fraction): Fraction {
  return a.d === b.d ? { n: a.n + b.n, d: a.d } : { n: a.n * b.d + b.n * a.d, d: a.d * b.d };
}

export function minus(a: Fraction, b: Fraction): Fraction {
  return plus(a, { n: -b.n, d: b.d });
}

export function times(a: Fraction, b: Fraction): Fraction {
  return { n: a.n * b.n, d: a.d * b.d };
}

/** The greater of `a` and zero. */
export function notBelowZero(a: Fraction): Fraction {
  return a.n < 0n ? ZERO : a;
}

/** The whole part of a fraction that is not negative; throws RangeError beyond what a number holds exactly. */
export function floor(a: Fraction): number {
  const whole = Number(a.n / a.d);
  if (a.n < 0n || !Number.isSafeInteger(whole)) throw new RangeError(`out of range: ${a.n}/${a.d}`);
  return whole;
}
