/** The programme as one draft, whichever of its pages is open. */
import type { ProgrammeDocument } from '../../../loyalty/programme/api-types.ts';
import type { ProgrammeSettings } from '../../../loyalty/programme/settings.ts';
import { homeQuery, loadProgramme, programmeQuery, saveProgramme, setupQuery, tiersQuery } from '../../api/queries.ts';
import { type FormOf, useSettingsForm } from '../../form/use-settings-form.ts';
import { checkDraft, type Draft, draftOf, settingsOf, typingOf } from './draft.ts';
import { typings } from './typed-settings.ts';

const form: FormOf<ProgrammeDocument, ProgrammeSettings, Draft> = {
  typings,
  typing: typingOf,
  settingsOf,
  draftOf,
  check: checkDraft,
  load: loadProgramme,
  save: (settings, { version }) => saveProgramme(settings, version),
  queryKey: programmeQuery.queryKey,
  changes: [homeQuery.queryKey, setupQuery.queryKey, tiersQuery.queryKey],
  needsWord: ({ status }, saved) => status === 'off' && saved.status !== 'off',
};

export const useProgrammeForm = (latest: ProgrammeDocument) => useSettingsForm(form, latest);
