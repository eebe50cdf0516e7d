/** What goes into a basket: the first product by popularity and season, each further one also by what lies in it already. */
import type { Random } from './random.ts';
import type { SeedProduct, SeedStore } from './seed-store.ts';

export interface BasketLine {
  sku: string;
  quantity: number;
  /** Minor units, of one. */
  price: number;
}

/** `favourites` are the products bought before: people come back for what they know. */
export function fillBasket(
  store: SeedStore,
  month: number,
  favourites: ReadonlySet<string>,
  random: Random,
): BasketLine[] {
  const sizes = store.shoppers.basketSizes.map((share, index) => ({ share, size: index + 1 }));
  const { size } = random.weighted(sizes, ({ share }) => share);
  const chosen: SeedProduct[] = [];
  while (chosen.length < size) {
    const rest = store.products.filter((product) => !chosen.includes(product));
    chosen.push(random.weighted(rest, (product) => appeal(store, product, month, chosen, favourites)));
  }
  return chosen.map((product) => {
    const variant = random.weighted(product.variants, ({ share }) => share);
    const copies = (product.copies ?? [1]).map((share, index) => ({ share, quantity: index + 1 }));
    return { sku: variant.sku, price: variant.price, quantity: random.weighted(copies, ({ share }) => share).quantity };
  });
}

/** How much likelier a buyer takes a product that they bought before. */
const habit = 4;

function appeal(
  store: SeedStore,
  product: SeedProduct,
  month: number,
  chosen: readonly SeedProduct[],
  favourites: ReadonlySet<string>,
): number {
  let weight = product.popularity * (product.season?.[month] ?? 1);
  if (favourites.has(product.handle)) weight *= habit;
  for (const [one, other, factor] of store.affinities) {
    const partner = one === product.handle ? other : other === product.handle ? one : null;
    if (partner !== null && chosen.some(({ handle }) => handle === partner)) weight *= factor;
  }
  return weight;
}
