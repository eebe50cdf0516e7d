import { useTranslation } from 'react-i18next';
import type { HomeFigures } from '../../loyalty/points/api-types.ts';
import { useFormats } from '../format.ts';
import { BarChart } from '../shell/bar-chart.tsx';

/** Points given a day. */
export function TrendChart({ trend }: { trend: HomeFigures['trend'] }) {
  const { t } = useTranslation();
  const { number, day } = useFormats();
  const first = trend[0];
  const last = trend.at(-1);
  if (!first || !last) return null;

  const best = trend.reduce((a, b) => (b.points > a.points ? b : a));
  return (
    <BarChart
      bars={trend.map((entry) => ({ name: day(entry.day), value: entry.points }))}
      label={t('home.trendLabel', {
        from: day(first.day),
        to: day(last.day),
        best: number(best.points),
        bestDay: day(best.day),
      })}
      caption={(chosen) => {
        const shown = chosen === null ? undefined : trend[chosen];
        return shown
          ? t('home.trendOfDay', { day: day(shown.day), points: t('common.points', { count: shown.points }) })
          : t('home.trendBest', { day: day(best.day), points: t('common.points', { count: best.points }) });
      }}
    />
  );
}
