/** Points a day as bars from a zero line: what was taken back on a day can outweigh what was given. */
import { Text } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HomeFigures } from '../../loyalty/points/api-types.ts';
import { useFormats } from '../format.ts';

const HEIGHT = 120;
/** Width of a day in the drawing's own units; the drawing is stretched to its card. */
const STEP = 10;

export function TrendChart({ trend }: { trend: HomeFigures['trend'] }) {
  const { t } = useTranslation();
  const { number, day } = useFormats();
  const [chosen, setChosen] = useState<number | null>(null);
  const first = trend[0];
  const last = trend.at(-1);
  if (!first || !last) return null;

  const { zero, bars } = barsOf(trend.map((entry) => entry.points));
  const best = trend.reduce((a, b) => (b.points > a.points ? b : a));
  const shown = chosen === null ? undefined : trend[chosen];
  const label = t('home.trendLabel', {
    from: day(first.day),
    to: day(last.day),
    best: number(best.points),
    bestDay: day(best.day),
  });
  return (
    <div className="trend">
      <svg
        className="trend-chart"
        viewBox={`0 0 ${trend.length * STEP} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={label}
        onPointerLeave={() => setChosen(null)}
      >
        <line x1={0} x2={trend.length * STEP} y1={zero} y2={zero} className="trend-zero" />
        {bars.map((bar, index) => {
          const entry = trend[index];
          return (
            <g key={entry?.day} onPointerEnter={() => setChosen(index)}>
              <rect x={index * STEP} y={0} width={STEP} height={HEIGHT} fill="transparent" />
              <rect
                x={index * STEP + 1.5}
                y={bar.top}
                width={STEP - 3}
                height={bar.height}
                className={chosen === index ? 'trend-bar trend-bar-chosen' : 'trend-bar'}
              />
            </g>
          );
        })}
      </svg>
      <div className="trend-axis">
        <Text as="span" variant="bodySm" tone="subdued">
          {day(first.day)}
        </Text>
        <Text as="span" variant="bodySm" fontWeight="medium" alignment="center">
          {shown
            ? t('home.trendOfDay', { day: day(shown.day), points: t('common.points', { count: shown.points }) })
            : t('home.trendBest', { day: day(best.day), points: t('common.points', { count: best.points }) })}
        </Text>
        <Text as="span" variant="bodySm" tone="subdued" alignment="end">
          {day(last.day)}
        </Text>
      </div>
    </div>
  );
}

/** Where each bar stands in the drawing; however small, what is not nothing is seen. */
export function barsOf(points: number[]): { zero: number; bars: { top: number; height: number }[] } {
  const most = Math.max(1, ...points);
  const least = Math.min(0, ...points);
  const scale = HEIGHT / (most - least);
  const zero = most * scale;
  return {
    zero,
    bars: points.map((value) => {
      const height = value === 0 ? 0 : Math.max(Math.abs(value) * scale, 1);
      return { top: value < 0 ? zero : zero - height, height };
    }),
  };
}
