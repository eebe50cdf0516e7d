import type { Happening, Id, Ms, World } from './types.ts';

/** Above 2^53 (9.0e15) and in the range of Shopify's own samples, where neighbours are the same IEEE double. */
const firstId = 820_000_000_000_000_003n;
/** Odd and small: two ids in a row differ by less than a double can tell at this size (128). */
const stride = 7n;

export interface OwnWorld extends World {
  /** Called for everything announced, in order, at once. */
  listen(listener: (happening: Happening) => void): void;
  lastId(): Id;
}

export function createWorld(options: { now(): Ms; lastId?: Id }): OwnWorld {
  let last = options.lastId === undefined ? firstId : BigInt(options.lastId);
  const listeners: ((happening: Happening) => void)[] = [];
  return {
    shops: new Map(),
    nextId() {
      last += stride;
      return String(last);
    },
    lastId: () => String(last),
    now: options.now,
    announce(happening) {
      for (const listener of listeners) listener(happening);
    },
    listen(listener) {
      listeners.push(listener);
    },
  };
}
