import { DAY } from '../kit/clock.ts';
import type { ShopId } from '../kit/ids.ts';

/** Its multiples lie evenly in a circle, however many there are: stores are numbered in their order. */
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** Ms of the next run of what is done for each store once a day, always at the same time: each store has its own, so that many do not come at once. */
export function onceADay(after: number, shopId: ShopId): number {
  const timeOfDay = Math.floor(((shopId * GOLDEN) % 1) * DAY);
  return (Math.floor((after - timeOfDay) / DAY) + 1) * DAY + timeOfDay;
}
