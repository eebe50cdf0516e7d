/** What every card of the form is given. */
import { RequestFailed } from '../api/request.ts';
import type { Draft } from './draft.ts';
import { type FieldPath, placeOf } from './field-paths.ts';

export interface Fields {
  draft: Draft;
  currency: string;
  change(part: Partial<Draft>): void;
  /** In the merchant's words; undefined where nothing is wrong or nothing has been tried yet. */
  error(path: FieldPath): string | undefined;
}

/** What the server refused, at the field that holds it: a wrong tag belongs to the list of tags. */
export function problemsIn(error: unknown): { path: string }[] {
  if (!(error instanceof RequestFailed) || error.status !== 422) return [];
  return (error.answer.issues ?? []).map(({ path }) => ({ path: placeOf(path) }));
}
