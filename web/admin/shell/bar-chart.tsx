/** Numbers as bars from a zero line: what was taken back on a day can outweigh what was given. */
import { Text } from '@shopify/polaris';
import { type ReactNode, useState } from 'react';

const HEIGHT = 120;
/** Width of a bar's place in the drawing's own units; the drawing is stretched to its card. */
const STEP = 10;

interface Props {
  bars: { name: string; value: number }[];
  /** What the picture shows, for whoever does not see it. */
  label: string;
  /** What stands below: of the bar that is pointed at, or of none. */
  caption(chosen: number | null): ReactNode;
}

export function BarChart({ bars, label, caption }: Props) {
  const [chosen, setChosen] = useState<number | null>(null);
  const { zero, places } = placesOf(bars.map(({ value }) => value));
  return (
    <div className="trend">
      <svg
        className="trend-chart"
        viewBox={`0 0 ${bars.length * STEP} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={label}
        onPointerLeave={() => setChosen(null)}
      >
        <line x1={0} x2={bars.length * STEP} y1={zero} y2={zero} className="trend-zero" />
        {places.map((place, index) => (
          <g key={bars[index]?.name} onPointerEnter={() => setChosen(index)}>
            <rect x={index * STEP} y={0} width={STEP} height={HEIGHT} fill="transparent" />
            <rect
              x={index * STEP + 1.5}
              y={place.top}
              width={STEP - 3}
              height={place.height}
              className={chosen === index ? 'trend-bar trend-bar-chosen' : 'trend-bar'}
            />
          </g>
        ))}
      </svg>
      <div className="trend-axis">
        <Text as="span" variant="bodySm" tone="subdued">
          {bars[0]?.name}
        </Text>
        <Text as="span" variant="bodySm" fontWeight="medium" alignment="center">
          {caption(chosen)}
        </Text>
        <Text as="span" variant="bodySm" tone="subdued" alignment="end">
          {bars.length > 1 ? bars.at(-1)?.name : null}
        </Text>
      </div>
    </div>
  );
}

/** Where each bar stands in the drawing; however small, what is not nothing is seen. */
export function placesOf(values: number[]): { zero: number; places: { top: number; height: number }[] } {
  const most = Math.max(1, ...values);
  const least = Math.min(0, ...values);
  const scale = HEIGHT / (most - least);
  const zero = most * scale;
  return {
    zero,
    places: values.map((value) => {
      const height = value === 0 ? 0 : Math.max(Math.abs(value) * scale, 1);
      return { top: value < 0 ? zero : zero - height, height };
    }),
  };
}
