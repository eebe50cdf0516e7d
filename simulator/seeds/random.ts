/** Random numbers that are the same on every machine for the same seed, and the few distributions that the seeds draw from. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Whole number in [low, high]. */
  between(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** Picks by weight; weights need not add up to one. */
  weighted<T>(items: readonly T[], weight: (item: T) => number): T;
  /** Waiting time of a Poisson process with `rate` events per unit. */
  exponential(rate: number): number;
  /** Mean `shape / rate`. */
  gamma(shape: number, rate: number): number;
  beta(a: number, b: number): number;
  /** An independent stream: what is drawn from it does not shift what others draw. */
  fork(name: string): Random;
}

export function createRandom(seed: string): Random {
  const next = sfc32(seed);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  const gamma = (shape: number, rate: number): number => {
    // Marsaglia and Tsang (2000); a shape below one is lifted by one and scaled back.
    if (shape < 1) return gamma(shape + 1, rate) * (1 - next()) ** (1 / shape);
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = normal();
      const v = (1 + c * x) ** 3;
      if (v > 0 && Math.log(1 - next()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return (d * v) / rate;
    }
  };
  const weighted = <T>(items: readonly T[], weight: (item: T) => number): T => {
    let left = next() * items.reduce((sum, item) => sum + weight(item), 0);
    for (const item of items) {
      left -= weight(item);
      if (left < 0) return item;
    }
    return last(items);
  };
  return {
    next,
    between: (low, high) => low + Math.floor(next() * (high - low + 1)),
    chance: (probability) => next() < probability,
    pick: (items) => items[Math.floor(next() * items.length)] ?? last(items),
    weighted,
    exponential: (rate) => -Math.log(1 - next()) / rate,
    gamma,
    beta: (a, b) => {
      const x = gamma(a, 1);
      return x / (x + gamma(b, 1));
    },
    fork: (name) => createRandom(`${seed}/${name}`),
  };
}

function last<T>(items: readonly T[]): T {
  const item = items.at(-1);
  if (item === undefined) throw new RangeError('nothing to choose from');
  return item;
}

/** Chris Doty-Humphrey's sfc32 generator, its state filled from the seed's text by FNV-1a. */
function sfc32(seed: string): () => number {
  let [a, b, c, d] = [0x9e3779b9, 0x243f6a88, 0xb7e15162, 1];
  for (const char of seed) {
    a = Math.imul(a ^ char.charCodeAt(0), 0x01000193) | 0;
    b = (b + a) | 0;
    c ^= b >>> 3;
  }
  const step = (): number => {
    const sum = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4_294_967_296;
  };
  for (let round = 0; round < 15; round++) step();
  return step;
}
