/** Random, and repeatable: `FAULT_SEED=… npx vitest run …` plays the same dice again. (When the processes do what stays their own luck.) */
import { seeded } from '../../../simulator/control/seeded.ts';

export interface Chance {
  seed: number;
  /** 0 ≤ n < below. */
  below(below: number): number;
  /** True with this probability. */
  oneIn(times: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
}

export function createChance(): Chance {
  const seed = Number(process.env.FAULT_SEED ?? Math.floor(Math.random() * 2 ** 31));
  const random = seeded(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  return {
    seed,
    below,
    oneIn: (times) => below(times) === 0,
    pick(items) {
      const item = items[below(items.length)];
      if (item === undefined) throw new Error('nothing to choose from');
      return item;
    },
  };
}
