/** `GET /api/report`: what the store owes its customers in points, and how that came about. */
import { z } from 'zod';
import { knownShop } from '../../mirror/shops/index.ts';
import { csvText, type CsvCell, CSV_TYPE, type TextFile } from '../../platform/kit/csv.ts';
import { addDays, addMonths, dayIn } from '../../platform/kit/days.ts';
import { invalid, understood } from '../../platform/kit/errors.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import type { Services } from '../../platform/manifest.ts';
import { movementsOf, pointsWorth } from '../points/index.ts';
import { currentProgramme } from '../programme/index.ts';
import type { LiabilityReport, Movements } from './api-types.ts';
import { type Counted, countMovements } from './count-movements.ts';
import { type Period, periodsOf } from './periods.ts';

/** A report of more would be slow, and nobody reads it. */
const MOST = { month: 120, day: 366 };

const day = z.iso.date({ error: 'A day such as 2026-11-22' });
const asked = z.object({ from: day.optional(), to: day.optional(), by: z.enum(['month', 'day']).default('month') });

export async function showReport(services: Services, shopId: ShopId, query: URLSearchParams): Promise<LiabilityReport> {
  const { db, clock } = services;
  const now = clock.now();
  const { timeZone, currency } = await knownShop(services, shopId);
  const { worth } = (await currentProgramme(services, shopId)).settings;
  const { from, to, by } = askedFor(query, dayIn(timeZone, now));
  const periods = periodsOf(timeZone, from, to, by);
  if (periods.length > MOST[by]) throw invalid(`At most ${MOST[by]} ${by}s at once`, 'from');
  const moved = await movementsOf(db.read, shopId, now, [
    ...periods.slice(0, 1).map(({ start }) => start),
    ...periods.map(({ end }) => end),
  ]);
  const inPeriod = (index: number) => moved.filter(({ period }) => period === index);
  const valued = (counted: Counted): Movements => ({
    ...counted,
    worth: pointsWorth(counted.closing, worth, currency),
  });
  const before = countMovements(0, inPeriod(0)).closing;
  let opening = before;
  const rows = periods.map(({ name }: Period, index) => {
    const counted = countMovements(opening, inPeriod(index + 1));
    opening = counted.closing;
    return { period: name, ...valued(counted) };
  });
  const total = valued(
    countMovements(
      before,
      moved.filter(({ period }) => period > 0),
    ),
  );
  return { from, to, by, currency, timeZone, worth, rows, total };
}

/** The last twelve months where nothing else is asked for. */
function askedFor(query: URLSearchParams, today: string): { from: string; to: string; by: 'month' | 'day' } {
  const parsed = understood(asked, Object.fromEntries([...query].filter(([, value]) => value !== '')));
  const { to = today, by } = parsed;
  const { from = by === 'month' ? addMonths(`${to.slice(0, 7)}-01`, -11) : addDays(to, -30) } = parsed;
  if (from > to) throw invalid('The first day must not come after the last', 'from');
  return { from, to, by };
}

const HEADINGS = {
  en: ['Period', 'Opening', 'Earned', 'Reversed', 'Redeemed', 'Reimbursed', 'Expired', 'Closing', 'Worth'],
  vi: ['Kỳ', 'Đầu kỳ', 'Đã cộng', 'Đã thu hồi', 'Đã đổi', 'Đã hoàn', 'Hết hạn', 'Cuối kỳ', 'Giá trị'],
};

/** The same as a table for a spreadsheet. Money is plain decimals, its currency stands in the heading. */
export async function reportFile(services: Services, shopId: ShopId, query: URLSearchParams): Promise<TextFile> {
  const language = query.get('locale')?.startsWith('vi') ? 'vi' : 'en';
  const report = await showReport(services, shopId, query);
  const heading = HEADINGS[language].map((text, index, all) =>
    index === all.length - 1 ? `${text} (${report.currency})` : text,
  );
  const lines = report.rows.map((row): CsvCell[] => [
    row.period,
    row.opening,
    row.earned,
    row.reversed,
    row.redeemed,
    row.reimbursed,
    row.expired,
    row.closing,
    Number(row.worth),
  ]);
  return { name: `points-${report.from}-${report.to}.csv`, mediaType: CSV_TYPE, text: csvText([heading, ...lines]) };
}
