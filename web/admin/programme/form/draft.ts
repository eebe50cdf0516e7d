/** The programme as it stands in the form: the same tree, with numbers as typed and the start as a day of the shop. */
import type { ProgrammeDocument } from '../../../loyalty/programme/api-types.ts';
import { type ProgrammeSettings, programmeSettings } from '../../../loyalty/programme/settings.ts';
import type { Typing } from '../../form/kinds.ts';
import { type Checked, checkSettings } from '../../form/problems.ts';
import { settingsFromTree, type Typed, typedTree } from '../../form/tree.ts';
import type { Language } from '../../i18n.ts';
import { dayInShop, startOfDay } from '../../shop-day.ts';
import { typings } from './typed-settings.ts';

export type Draft = Typed<ProgrammeSettings>;

export const typingOf = (
  { tiers }: { tiers: Pick<Draft['tiers'], 'basis'> },
  { currency }: ProgrammeDocument,
  language: Language,
): Typing => ({ language, currency, basis: tiers.basis });

export const settingsOf = (document: ProgrammeDocument): ProgrammeSettings => {
  const { version: _version, currency: _c, timeZone: _z, taxesIncluded: _taxesIncluded, ...settings } = document;
  return settings;
};

export function draftOf(document: ProgrammeDocument, language: Language): Draft {
  const settings = settingsOf(document);
  const typed = typedTree(settings, typings.kinds, typingOf(settings, document, language));
  return { ...typed, startsAt: dayInShop(settings.startsAt, document.timeZone) };
}

export function checkDraft(draft: Draft, document: ProgrammeDocument, language: Language): Checked<ProgrammeSettings> {
  // The exact moment stays as long as the day does: turning the programme on at noon must not reach back to midnight.
  const sameDay = draft.startsAt === dayInShop(document.startsAt, document.timeZone);
  const startsAt = sameDay ? document.startsAt : startOfDay(draft.startsAt, document.timeZone);
  const read = settingsFromTree({ ...draft, startsAt }, typings.kinds, typingOf(draft, document, language));
  return checkSettings(programmeSettings, read, typings);
}
