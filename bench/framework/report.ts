/** Figures as text for people and as JSON for programs. */
import type { Figure } from './benchmark.ts';

export interface Result {
  name: string;
  what: string;
  figures: Figure[];
}

export interface Machine {
  node: string;
  platform: string;
  cpu: string;
  cores: number;
}

/** One line a figure, the columns under one another. */
export function asText({ name, what, figures }: Result): string {
  const cells = figures.map((figure) => [
    figure.what,
    amount(figure.value, figure.unit),
    figure.reference ? `${figure.reference.ratio.toFixed(2)} ×` : '',
    figure.reference ? `${figure.reference.what} (${amount(figure.reference.value, figure.unit)})` : '',
  ]);
  const widths = [0, 1, 2].map((column) => Math.max(0, ...cells.map((row) => row[column]?.length ?? 0)));
  const lines = cells.map(([label = '', value = '', ratio = '', reference = '']) =>
    [label.padEnd(widths[0] ?? 0), value.padStart(widths[1] ?? 0), ratio.padStart(widths[2] ?? 0), reference]
      .join('  ')
      .trimEnd(),
  );
  return [`${name}: ${what}`, ...lines.map((line) => `  ${line}`)].join('\n');
}

export function asJson(machine: Machine, results: readonly Result[]): string {
  return `${JSON.stringify({ machine, results }, null, 2)}\n`;
}

/** Three digits that mean something are enough of a figure that changes from run to run. */
function amount(value: number, unit: string): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return `${value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })} ${unit}`;
}
