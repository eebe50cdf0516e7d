/** What the fields of the programme know beside what every field knows. */
import type { ProgrammeDocument } from '../../../loyalty/programme/api-types.ts';
import type { ProgrammeSettings } from '../../../loyalty/programme/settings.ts';
import { createFieldsOf, type FieldsOf } from '../../form/fields.ts';
import type { Draft } from './draft.ts';

const own = createFieldsOf<FieldsOf<ProgrammeDocument, ProgrammeSettings, Draft>>();
export const ProgrammeFieldsProvider = own.Provider;
export const useFields = own.useOwn;
