import type { TrackedPoints } from '../../../web/retention/tracking/api-types.ts';
import { dayWords, type Sheet } from './sheet.ts';

/** What the order brought, and when it can be used. */
export function Points({ points, sheet }: { points: TrackedPoints; sheet: Sheet }) {
  return <s-text>{brought(points, sheet)}</s-text>;
}

function brought({ state, availableOn, words }: TrackedPoints, sheet: Sheet): string {
  const said = sheet.words.points;
  const { points, name } = words[sheet.language];
  if (state === 'returned') return said.returned(name);
  if (state === 'available') return said.available(points);
  return availableOn === null ? said.pendingLater(points) : said.pending(points, dayWords(sheet, availableOn));
}
