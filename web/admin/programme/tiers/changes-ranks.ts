import type { ProgrammeSettings } from '../../../loyalty/programme/settings.ts';

type Tiers = ProgrammeSettings['tiers'];

/** Could customers stand in another tier after the change? Names, perks, colours and gifts move nobody. */
export function changesRanks(before: Tiers, after: Tiers): boolean {
  return JSON.stringify(deciding(before)) !== JSON.stringify(deciding(after));
}

function deciding({ on, basis, period, months, levels }: Tiers) {
  return {
    on,
    basis,
    period,
    months: period === 'rolling' ? months : null,
    levels: levels.map(({ id, from }) => ({ id, from: Number(from) })),
  };
}
