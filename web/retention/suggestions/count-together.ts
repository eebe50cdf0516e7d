/**
 * What goes with what: of each product, which others its buyers bought as well. Bestsellers are in every basket and go with nothing in
 * particular, and what two people happened to buy together is chance; so a pair's score is the people who bought both, by the geometric mean
 * of those who bought either, each with some made-up ones added who bought nothing else of the two.
 */

/** Below this it says more of a single person than of the two products. */
export const LEAST_BUYERS = 2;
/** So many made-up buyers of each: of two real ones little is made, of hundreds all. */
const DAMPING = 5;
const SCALE = 1_000_000;

export interface GoesWith {
  /** Index of the product. */
  other: number;
  /** People who bought both. */
  buyers: number;
  /** 0 to 1,000,000. */
  score: number;
}

export interface Together {
  /** The best of those that go with a product, best first. */
  of(product: number, most: number): GoesWith[];
  /** What most people bought, by their number. */
  bestSellers(most: number): GoesWith[];
}

/** `baskets`: what each person bought, every product once, as numbers from 0 to `products` − 1. */
export function countTogether(baskets: readonly Iterable<number>[], products: number): Together {
  const buyersOf: number[][] = Array.from({ length: products }, () => []);
  for (const [buyer, basket] of baskets.entries()) for (const product of basket) buyersOf[product]?.push(buyer);
  const counts = new Int32Array(products);
  const sizeOf = (product: number) => buyersOf[product]?.length ?? 0;

  return {
    of(product, most) {
      const touched: number[] = [];
      for (const buyer of buyersOf[product] ?? []) {
        for (const other of baskets[buyer] ?? []) {
          if (counts[other] === 0) touched.push(other);
          counts[other] = (counts[other] ?? 0) + 1;
        }
      }
      const found: GoesWith[] = [];
      for (const other of touched) {
        const buyers = counts[other] ?? 0;
        counts[other] = 0;
        if (other === product || buyers < LEAST_BUYERS) continue;
        found.push({ other, buyers, score: scoreOf(buyers, sizeOf(product), sizeOf(other)) });
      }
      return found.sort(better).slice(0, most);
    },
    bestSellers: (most) =>
      buyersOf
        .map((buyers, other) => ({ other, buyers: buyers.length, score: buyers.length }))
        .filter(({ buyers }) => buyers >= LEAST_BUYERS)
        .sort(better)
        .slice(0, most),
  };
}

export function scoreOf(both: number, one: number, other: number): number {
  return Math.round((SCALE * both) / Math.sqrt((one + DAMPING) * (other + DAMPING)));
}

function better(a: GoesWith, b: GoesWith): number {
  return b.score - a.score || b.buyers - a.buyers || a.other - b.other;
}
