import type { Ms } from '../world/types.ts';

export interface Timetable<Item> {
  add(at: Ms, item: Item): void;
  first(): Ms | null;
  /** Removes and returns everything due by then, earliest first, equal times in the order in which they were added. */
  takeUntil(now: Ms): Item[];
  keep(which: (item: Item) => boolean): void;
  size(): number;
}

/** Things to do later, sorted by time; insertion finds its place by halving. */
export function createTimetable<Item>(): Timetable<Item> {
  let entries: { at: Ms; item: Item }[] = [];
  const place = (at: Ms): number => {
    let low = 0;
    let high = entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((entries[middle]?.at ?? 0) <= at) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    add(at, item) {
      entries.splice(place(at), 0, { at, item });
    },
    first: () => entries[0]?.at ?? null,
    takeUntil: (now) => entries.splice(0, place(now)).map(({ item }) => item),
    keep(which) {
      entries = entries.filter(({ item }) => which(item));
    },
    size: () => entries.length,
  };
}
