/** What tiers ask for, out of the programme's versions: the present terms, and since when they have been so. */
import { minorFromDecimal } from '../../platform/kit/money.ts';
import type { ProgrammeSettings, ProgrammeVersion } from '../programme/settings.ts';

export interface TierTerms {
  /** The version of the programme with which these terms began; another number = other terms. */
  version: number;
  /** Ms since when they hold. */
  since: number;
  basis: 'points' | 'spend' | 'orders';
  period: 'lifetime' | 'calendarYear' | 'rolling';
  /** Of a rolling period. */
  months: number;
  graceDays: number;
  timeZone: string;
  /** From the lowest to the highest. */
  levels: readonly Level[];
}

export interface Level {
  id: string;
  /** Points, orders, or minor units of the shop's currency. */
  from: number;
  entryPoints: number;
  /** Ms since when it has been asked for like this with an entry reward: what was reached before brings none (a placement is no entry). */
  rewardedSince: number;
}

type TierSettings = ProgrammeSettings['tiers'];

/** `versions` oldest first. Null while tiers are off. */
export function tierTerms(
  versions: readonly ProgrammeVersion[],
  shop: { currency: string; timeZone: string },
): TierTerms | null {
  const present = versions.at(-1);
  if (!present?.settings.tiers.on) return null;
  const { basis, period, months, graceDays, levels } = present.settings.tiers;
  const begunWith = (same: (tiers: TierSettings) => boolean) => {
    const other = versions.findLastIndex(({ settings }) => !same(settings.tiers));
    return versions[other + 1] ?? present;
  };
  const begun = begunWith((tiers) => asks(tiers) === asks(present.settings.tiers));
  return {
    version: begun.version,
    since: begun.validFrom,
    basis,
    period,
    months,
    graceDays,
    timeZone: shop.timeZone,
    levels: levels.map(({ id, from, entryPoints }) => ({
      id,
      from: basis === 'spend' ? minorFromDecimal(from, shop.currency) : Number(from),
      entryPoints,
      rewardedSince: begunWith(
        (tiers) =>
          counts(tiers) === counts(present.settings.tiers) &&
          tiers.levels.some((level) => level.id === id && level.from === from && level.entryPoints > 0),
      ).validFrom,
    })),
  };
}

/** Ids of the levels of that version, from the lowest to the highest. */
export function levelsOf(versions: readonly ProgrammeVersion[], version: number): string[] {
  return versions.find((one) => one.version === version)?.settings.tiers.levels.map(({ id }) => id) ?? [];
}

/** Everything on which it depends who has which tier. */
function asks(tiers: TierSettings): string {
  return JSON.stringify([counts(tiers), tiers.graceDays, tiers.levels.map(({ id, from }) => [id, from])]);
}

/** What is counted, and over which time. */
function counts({ on, basis, period, months }: TierSettings): string {
  return JSON.stringify([on, basis, period, period === 'rolling' ? months : null]);
}
