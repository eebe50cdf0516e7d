/** Which settings have a field of their own to show an error at. */
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

export function isFieldPath(path: string): path is FieldPath {
  return fieldPaths.some((known) => known === path);
}

/** The field that holds the setting at `path`; `path` itself where none does. */
export function placeOf(path: string): string {
  return fieldPaths.find((known) => path === known || path.startsWith(`${known}.`)) ?? path;
}
