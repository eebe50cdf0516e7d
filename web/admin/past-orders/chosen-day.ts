/** The day from which past orders are awarded, in the shop's own calendar. */
import type { PastOrders } from '../../loyalty/points/api-types.ts';
import type { ProgrammeDocument } from '../../loyalty/programme/api-types.ts';
import type { HistoryProgress } from '../../mirror/history/api-types.ts';
import { dayInShop, startOfDay } from '../shop-day.ts';

type Programme = Pick<ProgrammeDocument, 'startsAt' | 'timeZone'>;

/** What is asked for is a moment: orders of the whole day belong to it. From the programme's start on nothing is left to award. */
export function checkDay(
  day: string,
  { startsAt, timeZone }: Programme,
): { since: string } | { problem: 'missing' | 'tooLate' } {
  const since = startOfDay(day, timeZone);
  if (since === null) return { problem: 'missing' };
  return since < new Date(startsAt).toISOString() ? { since } : { problem: 'tooLate' };
}

/** What was looked at last, else everything that is here; empty where there is nothing from before the start. */
export function firstDay(
  { preview }: Pick<PastOrders, 'preview'>,
  { reachesBackTo }: Pick<HistoryProgress, 'reachesBackTo'>,
  programme: Programme,
): string {
  const moment = preview?.since ?? reachesBackTo;
  if (!moment) return '';
  const day = dayInShop(moment, programme.timeZone);
  return 'since' in checkDay(day, programme) ? day : '';
}
