/**
 * Who orders when. A buyer comes for the first time (an inhomogeneous Poisson process: growth and season), then keeps coming at
 * a rate of their own until, after one of the orders, they leave for good. README.md gives the model and its sources.
 */
import type { Ms } from '../world/types.ts';
import { atTimeOfDay, DAY, HOUR, monthOf, WEEK } from './local-time.ts';
import type { Random } from './random.ts';
import type { ShopperProcess } from './seed-store.ts';

export interface Visit {
  /** Index of the buyer, 0 = the earliest newcomer. */
  buyer: number;
  at: Ms;
  /** 0 for the first order. */
  repeat: number;
}

/** All visits in [from, to), earliest first. */
export function planVisits(process: ShopperProcess, timeZone: string, from: Ms, to: Ms, random: Random): Visit[] {
  const peak = Math.max(1, ...Object.values(process.season));
  const season = (moment: Ms): number => process.season[monthOf(timeZone, moment)] ?? 1;
  const arrivals = Array.from({ length: process.customers }, () => arrival(process, season, peak, from, to, random));
  arrivals.sort((a, b) => a - b);

  const visits: Visit[] = [];
  arrivals.forEach((first, buyer) => {
    const own = random.fork(`buyer ${buyer}`);
    const weekly = own.gamma(process.r, process.alpha);
    const leaves = own.beta(process.a, process.b);
    const moments = [first];
    let moment = first;
    while (!own.chance(leaves)) {
      // Thinning (Lewis and Shedler 1979): candidates at the peak rate, each kept with its season's share of the peak.
      do moment += own.exponential(weekly * peak) * WEEK;
      while (moment < to && !own.chance(season(moment) / peak));
      if (moment >= to) break;
      moments.push(moment);
    }
    const days = new Set(moments.map((each) => Math.floor((each - from) / DAY)));
    const times = [...days].map((day) => timeOfDay(process, timeZone, from + day * DAY, own));
    times.sort((a, b) => a - b);
    times.forEach((at, repeat) => visits.push({ buyer, at: Math.min(at, to - 1), repeat }));
  });
  return visits.sort((a, b) => a.at - b.at || a.buyer - b.buyer);
}

/** When one buyer comes for the first time: the rate grows linearly to `growth` times its start, times the season. */
function arrival(
  process: ShopperProcess,
  season: (at: Ms) => number,
  peak: number,
  from: Ms,
  to: Ms,
  random: Random,
): Ms {
  for (;;) {
    const share = random.next();
    const at = from + share * (to - from);
    const rate = (1 + (process.growth - 1) * share) * season(at);
    if (random.chance(rate / (Math.max(1, process.growth) * peak))) return at;
  }
}

function timeOfDay(process: ShopperProcess, timeZone: string, day: Ms, random: Random): Ms {
  const hours = process.hours.map((weight, hour) => ({ weight, hour }));
  const { hour } = random.weighted(hours, ({ weight }) => weight);
  return Math.floor(atTimeOfDay(timeZone, day, (hour + random.next()) * HOUR) / 1000) * 1000;
}
