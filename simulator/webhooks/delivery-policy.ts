/** How webhooks are delivered from now on, as asked by `POST deliveries`: twice, never, late, held or out of order. */
import { seeded } from '../control/seeded.ts';
import type { Ms } from '../world/types.ts';

export interface DeliveryPolicy {
  /** Chance that a delivery comes twice, with the same webhook id. */
  duplicate: number;
  /** Chance that it never comes. */
  drop: number;
  reorder: boolean;
  /** By the simulator's clock. */
  delay: Ms;
  hold: boolean;
  seed: number;
}
export const plainDelivery: DeliveryPolicy = { duplicate: 0, drop: 0, reorder: false, delay: 0, hold: false, seed: 1 };

export interface Policies {
  /** `shop` null = every shop (forgets what was said of single ones). */
  set(shop: string | null, policy: DeliveryPolicy): void;
  /** What happens to the next delivery of that shop. */
  decide(shop: string): Fate;
  clear(): void;
}
export interface Fate {
  dropped: boolean;
  twice: boolean;
  held: boolean;
  delay: Ms;
  /** Rank among the deliveries that wait together; null = in the order in which they were caused. */
  rank: number | null;
}

interface Active {
  policy: DeliveryPolicy;
  random: () => number;
}
const active = (policy: DeliveryPolicy): Active => ({ policy, random: seeded(policy.seed) });

export function createPolicies(): Policies {
  let common = active(plainDelivery);
  const own = new Map<string, Active>();
  const find = (shop: string): Active => own.get(shop) ?? common;
  return {
    set(shop, policy) {
      if (shop !== null) own.set(shop, active(policy));
      else {
        own.clear();
        common = active(policy);
      }
    },
    decide(shop) {
      const { policy, random } = find(shop);
      // Always three draws, so that one choice does not shift the others for the same seed.
      const [drop, duplicate, rank] = [random(), random(), random()];
      return {
        dropped: drop < policy.drop,
        twice: duplicate < policy.duplicate,
        held: policy.hold,
        delay: policy.delay,
        rank: policy.reorder ? rank : null,
      };
    },
    clear() {
      own.clear();
      common = active(plainDelivery);
    },
  };
}
