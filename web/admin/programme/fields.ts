/** What every card of the form is given, and which settings have a field of their own to show an error at. */
import { RequestFailed } from '../api/request.ts';
import type { Draft } from './draft.ts';

const fieldPaths = [
  'startsAt',
  'earn.points',
  'earn.per',
  'window.days',
  'exclude.products',
  'exclude.customerTags',
  'name.en.one',
  'name.en.other',
  'name.vi.other',
  'worth.points',
  'worth.amount',
] as const;
export type FieldPath = (typeof fieldPaths)[number];

export interface Fields {
  draft: Draft;
  currency: string;
  change(part: Partial<Draft>): void;
  /** In the merchant's words; undefined where nothing is wrong or nothing has been tried yet. */
  error(path: FieldPath): string | undefined;
}

export function isFieldPath(path: string): path is FieldPath {
  return fieldPaths.some((known) => known === path);
}

/** What the server refused, at the field that holds it: a wrong tag belongs to the list of tags. */
export function problemsIn(error: unknown): { path: string }[] {
  if (!(error instanceof RequestFailed) || error.status !== 422) return [];
  return (error.answer.issues ?? []).map(({ path }) => ({ path: placeOf(path) }));
}

export function placeOf(path: string): string {
  return fieldPaths.find((known) => path === known || path.startsWith(`${known}.`)) ?? path;
}
