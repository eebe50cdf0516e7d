/** What every part of the page writes with. */
import { figures, type Figures } from '../../../platform/kit/figures.ts';
import type { OwnText, TrackingView } from '../api-types.ts';
import type { Surroundings } from './surroundings.ts';
import { type Language, trackingWords, type Words } from './words.ts';

export interface Sheet {
  language: Language;
  words: Words;
  say: Figures;
  around: Surroundings;
}

export interface OrderSheet extends Sheet {
  view: TrackingView;
  /** A day of the view, in words. */
  day(day: string): string;
  moment(at: string): string;
}

export function sheet(language: Language, around: Surroundings): Sheet {
  return { language, words: trackingWords[language], say: figures(language), around };
}

export function orderSheet(language: Language, around: Surroundings, view: TrackingView): OrderSheet {
  const base = sheet(language, around);
  return {
    ...base,
    view,
    day: (day) => base.say.date(Date.parse(`${day}T12:00:00Z`), 'UTC'),
    moment: (at) => base.say.moment(Date.parse(at), view.timeZone),
  };
}

/** The merchant's own words in that language, else in the other one, else ours. */
export function ownText(text: OwnText, language: Language, otherwise: string): string {
  return text[language] || text[language === 'vi' ? 'en' : 'vi'] || otherwise;
}
