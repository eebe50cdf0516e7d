/** What every field of the form is given. */
import { createContext, useContext } from 'react';
import type { ProgrammeDocument } from '../../../loyalty/programme/api-types.ts';
import type { ProgrammeSettings } from '../../../loyalty/programme/settings.ts';
import type { Draft, FlagPath, TextPath } from './draft.ts';

export interface Fields {
  draft: Draft;
  saved: ProgrammeDocument;
  /** What the form said last when everything in it made sense: for previews. */
  settings: ProgrammeSettings;
  put(path: TextPath, value: string): void;
  put(path: FlagPath, value: boolean): void;
  /** Whole parts of the settings, such as a list. */
  change(part: Partial<Draft>): void;
  /** In the merchant's words, of the setting or of anything below it; undefined where nothing is wrong or nothing has been tried yet. */
  error(path: string): string | undefined;
}

const FieldsContext = createContext<Fields | null>(null);
export const FieldsProvider = FieldsContext.Provider;

export function useFields(): Fields {
  const fields = useContext(FieldsContext);
  if (!fields) throw new Error('A field of the programme stands outside its form');
  return fields;
}
