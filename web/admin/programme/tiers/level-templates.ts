/** A new tier above the others, with what the usual order of the store needs some times. */
import type { ProgrammeSettings } from '../../../loyalty/programme/settings.ts';
import type { Draft } from '../form/draft.ts';
import { newId } from '../../form/new-id.ts';
import { type Typing, typedText } from '../../form/kinds.ts';

const names = [
  { en: 'Silver', vi: 'Bạc', color: '#8a9aa5' },
  { en: 'Gold', vi: 'Vàng', color: '#c8963e' },
  { en: 'Platinum', vi: 'Bạch kim', color: '#5b7c8d' },
  { en: 'Diamond', vi: 'Kim cương', color: '#4a7fb5' },
];

/** `place`: how many tiers are below it. */
export function newLevel(place: number, settings: ProgrammeSettings, typing: Typing): Draft['tiers']['levels'][number] {
  const known = names[place];
  const least = { points: 500, orders: 5, spend: 500 * Number(settings.earn.per) }[typing.basis];
  const below = Number(settings.tiers.levels.at(-1)?.from ?? 0);
  return {
    id: newId('tier'),
    name: { en: known?.en ?? '', vi: known?.vi ?? '' },
    from: typedText({ kind: 'reached' }, String(below > 0 ? below * 2 : least), typing),
    multiplier: typedText({ kind: 'factor' }, String(1 + (place + 1) * 0.25), typing),
    entryPoints: '0',
    perks: { en: '', vi: '' },
    color: known?.color ?? '',
  };
}
