import { expect, test } from 'vitest';
import { defaultSettings, programmeSettings } from '../../web/loyalty/programme/settings.ts';
import { demoProgramme } from './programmes.ts';

test.each(['VND', 'USD'])(
  'what the demo offers in %s is a valid programme, and orders earn as in every new store',
  (currency) => {
    const start = defaultSettings(currency, '2026-01-01T00:00:00Z');
    const offered = programmeSettings.parse(demoProgramme(start, currency));
    expect(offered.spend.rewards.length).toBeGreaterThan(3);
    const { actions: _offered, ...earn } = offered.earn;
    const { actions: _before, ...before } = start.earn;
    expect(earn).toEqual(before);
    expect(offered.tiers.levels.map(({ multiplier, entryPoints }) => [multiplier, entryPoints])).toEqual([
      ['1', 0],
      ['1', 0],
    ]);
  },
);
