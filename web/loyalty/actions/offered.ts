/** What the programme gives points for beside orders, and since when. */
import { dayIn, periodOf, startOfDay } from '../../platform/kit/days.ts';
import type { ProgrammeSettings, ProgrammeVersion } from '../programme/settings.ts';

export type Actions = ProgrammeSettings['earn']['actions'];
export type Limit = NonNullable<Actions['review']>['limit'];

/** An action as the ledger and the merchant's programs know it. */
export interface Offer {
  /** `review`, `custom/<id>`, … */
  action: string;
  source: 'sign_up' | 'birthday' | 'newsletter' | 'review' | 'social' | 'custom';
  points: number;
  /** Null: as often as somebody says so. */
  limit: Limit | null;
}

/** Null while the programme is paused or off, or does not offer it. */
export function offerOf(settings: ProgrammeSettings, wanted: 'sign_up' | 'birthday' | 'newsletter'): Offer | null {
  const { signUp, birthday, newsletter } = settings.earn.actions;
  const offered = { sign_up: signUp, birthday, newsletter }[wanted];
  if (settings.status !== 'on' || offered === null) return null;
  return { action: wanted, source: wanted, points: offered.points, limit: null };
}

/** Of a network, however the merchant renames or repeats its link; of any other, each link by itself. */
export function socialOffer(settings: ProgrammeSettings, id: string): Offer | null {
  const link = settings.earn.actions.social.find((one) => one.id === id);
  if (settings.status !== 'on' || !link) return null;
  return { action: socialAction(link), source: 'social', points: link.points, limit: null };
}

export function socialAction({ network, id }: Actions['social'][number]): string {
  return `social/${network === 'other' ? id : network}`;
}

/** What the merchant's programs may say that a customer has done: `review`, or the id of a custom action. */
export function customOffer(settings: ProgrammeSettings, name: string): Offer | null {
  const { review, custom } = settings.earn.actions;
  if (settings.status !== 'on') return null;
  if (name === 'review')
    return review && { action: name, source: 'review', points: review.points, limit: review.limit };
  const action = custom.find(({ id }) => id === name);
  return action ? { action: `custom/${name}`, source: 'custom', points: action.points, limit: action.limit } : null;
}

/** Ms since when it is offered without interruption; null = it is not. What was done before earns nothing. */
export function offeredSince(
  versions: readonly ProgrammeVersion[],
  isOffered: (settings: ProgrammeSettings) => boolean,
): number | null {
  let since: number | null = null;
  for (const { validFrom, settings } of versions) since = isOffered(settings) ? (since ?? validFrom) : null;
  return since;
}

/** Ms from which what was given counts towards the limit. */
export function countsSince({ period }: Limit, now: number, timeZone: string): number {
  return period === 'ever' ? 0 : startOfDay(timeZone, periodOf(dayIn(timeZone, now), period)[0]);
}
