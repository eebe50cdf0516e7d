/** What every field of a form is given, whichever settings the form is about. */
import { createContext, type Provider, useContext } from 'react';
import type { Typing } from './kinds.ts';
import type { Typings } from './problems.ts';

export interface Fields {
  /** Where a field finds its value, by its path. */
  draft: object;
  typings: Typings;
  typing: Typing;
  put(path: string, value: string | boolean): void;
  /** In the merchant's words, of the setting or of anything below it; undefined where nothing is wrong or nothing has been tried yet. */
  error(path: string): string | undefined;
}

/** Beside that, what the pages of one sort of settings know. */
export interface FieldsOf<Document, Settings, Draft extends object> extends Fields {
  draft: Draft;
  saved: Document;
  /** What the form said last when everything in it made sense: for previews. */
  settings: Settings;
  /** Whole parts of the settings, such as a list. */
  change(part: Partial<Draft>): void;
}

const FieldsContext = createContext<Fields | null>(null);
export const FieldsProvider = FieldsContext.Provider;

export function useFields(): Fields {
  return within(useContext(FieldsContext));
}

/** The same for one sort of settings. */
export function createFieldsOf<Own extends Fields>(): { Provider: Provider<Own | null>; useOwn: () => Own } {
  const Context = createContext<Own | null>(null);
  const useOwn = () => within(useContext(Context));
  return { Provider: Context.Provider, useOwn };
}

function within<Given>(fields: Given | null): Given {
  if (!fields) throw new Error('A field stands outside its form');
  return fields;
}
