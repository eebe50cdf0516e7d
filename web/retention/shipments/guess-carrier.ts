/** Whose a tracking number may be, by its published form and its check digit. No form, no guess. */
import { carrierById, pageAbout } from './carriers.ts';
import { type NumberFormat, numberFormats } from './number-formats.ts';

export interface CarrierGuess {
  id: string;
  name: string;
  /** The carrier's page about the number. */
  url: string | null;
}

/** The likeliest first: a check digit that is right says more than a form alone, letters more than digits that any number could be. */
export function guessCarriers(typed: string): CarrierGuess[] {
  const number = typed.replace(/\s/g, '').toUpperCase();
  const fitting = numberFormats.flatMap((format) => {
    const guess = fits(format, number);
    return guess ? [{ guess, weight: weightOf(format, number) }] : [];
  });
  const ranked = fitting.toSorted((a, b) => b.weight - a.weight).map(({ guess }) => guess);
  return [...new Map(ranked.toReversed().map((guess) => [guess.id, guess])).values()].reverse();
}

function weightOf({ check, form }: NumberFormat, number: string): number {
  const ofOwn = /[A-Z]/.test(number) || /^\^\d{2}/.test(form.source);
  return (check ? 2 : 0) + (ofOwn ? 1 : 0);
}

function fits({ carrier, form, check, prefix }: NumberFormat, number: string): CarrierGuess | null {
  const parts = form.exec(number);
  if (!parts) return null;
  const { digits = '', check: last = '', post } = parts.groups ?? {};
  const checked = prefix && !prefix.unless.test(digits) ? prefix.digits + digits : digits;
  // Nobody counts from zero: what is all noughts fits every check digit.
  if (check && (/^0*$/.test(digits) || !check(checked, last))) return null;
  return post === undefined ? guessOf(carrier ?? '', number) : postOf(post, number);
}

function guessOf(id: string, number: string): CarrierGuess | null {
  const carrier = carrierById(id);
  return carrier && { id, name: carrier.name, url: pageAbout(carrier, number) };
}

/** The post of a country that exists; by its own name where this app knows it. */
function postOf(country: string, number: string): CarrierGuess | null {
  const known = postsByCountry[country];
  if (known && carrierById(known)) return guessOf(known, number);
  const name = known ?? countryPost(country);
  return name ? { id: `post_${country.toLowerCase()}`, name, url: null } : null;
}

function countryPost(country: string): string | null {
  // What ISO leaves to users, and what is no country.
  if (/^(X.|Q[M-Z]|AA|ZZ|EU|EZ|UN)$/.test(country)) return null;
  const name = countryNames.of(country);
  return name ? `Post (${name})` : null;
}
const countryNames = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

/** Ids of `carriers.ts`, or the name alone. */
const postsByCountry: Readonly<Record<string, string>> = {
  AT: 'Österreichische Post',
  AU: 'Australia Post',
  BE: 'bpost',
  BR: 'Correios',
  CA: 'canada_post',
  CH: 'Swiss Post',
  CN: 'China Post',
  DE: 'Deutsche Post',
  DK: 'PostNord',
  ES: 'Correos',
  FI: 'Posti',
  FR: 'La Poste',
  GB: 'Royal Mail',
  HK: 'Hongkong Post',
  ID: 'Pos Indonesia',
  IE: 'An Post',
  IN: 'India Post',
  IT: 'Poste Italiane',
  JP: 'Japan Post',
  KR: 'Korea Post',
  MY: 'Pos Malaysia',
  NL: 'PostNL',
  NO: 'Posten',
  NZ: 'NZ Post',
  PH: 'PHLPost',
  PL: 'Poczta Polska',
  PT: 'CTT',
  SE: 'PostNord',
  SG: 'SingPost',
  TH: 'Thailand Post',
  TW: 'Chunghwa Post',
  US: 'usps',
  VN: 'vnpost',
};
