/** What moved in a store between moments, by the report's columns. */
import type { Reader } from '../../../db/open.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import { type ReportColumn, reportColumn } from './report-column.ts';
import { lapsedUnbooked, movementsBetween } from './store/movements.ts';

export interface Movement {
  /** 0 = before the first of the moments, 1 = from the first to before the second, … */
  period: number;
  column: ReportColumn;
  /** Net: less than zero where it leaves the customers. */
  points: number;
}

/** Up to before the last of `moments` (ms, ascending), and to `now`; what lapsed by then counts, whether or not it was booked (rule Q). */
export async function movementsOf(
  handle: Reader,
  shopId: ShopId,
  now: number,
  moments: readonly number[],
): Promise<Movement[]> {
  const booked = await movementsBetween(handle, shopId, moments);
  const lapsed = await lapsedUnbooked(handle, shopId, now, moments);
  return [
    ...booked.flatMap(({ period, kind, given, taken }) =>
      [given, taken].flatMap((points) => {
        const column = points === 0 ? null : reportColumn(kind, points > 0);
        return column === null ? [] : [{ period, column, points }];
      }),
    ),
    ...lapsed.map(({ period, points }) => ({ period, column: 'expired' as const, points: -points })),
  ];
}
