import type { World } from '../world/types.ts';

/** `wanted.myshopify.com`, with a number where that is taken. */
export function freeDomain(world: World, wanted: string): string {
  for (let n = 1; ; n += 1) {
    const domain = `${wanted}${n === 1 ? '' : `-${n}`}.myshopify.com`;
    if (!world.shops.has(domain)) return domain;
  }
}
