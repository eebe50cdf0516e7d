import type { Happening, Ms, World } from '../world/types.ts';

/** The same stores as they were at another moment, in silence: what is done through it is stamped then and announced to nobody. */
export interface PastWorld extends World {
  /** Moves on to that moment. */
  at(moment: Ms): PastWorld;
}

export function pastWorld(world: World): PastWorld {
  let now = world.now();
  const past: PastWorld = {
    shops: world.shops,
    nextId: () => world.nextId(),
    now: () => now,
    announce: (_happening: Happening) => undefined,
    at(moment) {
      now = moment;
      return past;
    },
  };
  return past;
}
