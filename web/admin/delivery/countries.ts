/** Countries by name, as the browser knows them: codes that name none, or an old name of another, are left out. */
import type { Language } from '../i18n.ts';

/** Regions that are no countries. */
const NO_COUNTRIES = new Set(['EU', 'EZ', 'UN', 'QO', 'XA', 'XB', 'ZZ']);
const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

export function countriesIn(language: Language): { code: string; name: string }[] {
  const names = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' });
  const known = letters.flatMap((first) =>
    letters.flatMap((second) => {
      const code = first + second;
      const name = names.of(code);
      const isOldName = new Intl.Locale(`und-${code}`).region !== code;
      return name === undefined || isOldName || NO_COUNTRIES.has(code) ? [] : [{ code, name }];
    }),
  );
  const byName = new Intl.Collator(language);
  return known.toSorted((a, b) => byName.compare(a.name, b.name));
}
