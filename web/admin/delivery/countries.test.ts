import { expect, test } from 'vitest';
import { countryCode } from '../../retention/shipments/settings.ts';
import { countriesIn } from './countries.ts';

test.each(['en', 'vi'] as const)('In %s every country stands once, in the order of its names', (language) => {
  const countries = countriesIn(language);
  const codes = countries.map(({ code }) => code);
  // ISO 3166-1 has 249.
  expect(codes.length).toBeGreaterThan(240);
  expect(codes.length).toBeLessThan(262);
  expect(new Set(countries.map(({ name }) => name)).size).toBe(codes.length);
  expect(codes).toEqual(expect.arrayContaining(['VN', 'US', 'GB', 'DE']));
  // East Germany, the Soviet Union, the European Union, nowhere.
  for (const none of ['DD', 'SU', 'EU', 'ZZ']) expect(codes).not.toContain(none);
  for (const code of codes) expect(countryCode.safeParse(code).success).toBe(true);
});

test('Names are those of the language', () => {
  const named = (language: 'en' | 'vi') => countriesIn(language).find(({ code }) => code === 'DE')?.name;
  expect([named('en'), named('vi')]).toEqual(['Germany', 'Đức']);
});
