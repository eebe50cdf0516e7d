/**
 * The contract of a benchmark. A file `bench/NAME.ts` exports one as `benchmark`; `npm run bench -- NAME` runs it. A program that it
 * needs as a process of its own lies in `bench/processes/`.
 *
 * A machine is faster or slower from one minute to the next, so no figure stands alone: what is measured and what it is measured
 * against take turns in one run, and the ratio is the result.
 */
export interface Benchmark {
  /** One sentence: what is measured, against what. */
  what: string;
  run(options: RunOptions): Promise<Figure[]>;
}

export interface RunOptions {
  /** How often everything is measured in turn; three or more. */
  rounds: number;
  /** Says how far it is, to whoever waits. */
  tell(line: string): void;
}

export interface Figure {
  what: string;
  value: number;
  unit: string;
  /** Measured in the same run, in the same unit. */
  reference?: Reference;
}

export interface Reference {
  what: string;
  value: number;
  /** Of the rounds' own ratios the median, not the ratio of the medians. */
  ratio: number;
}

/** What is measured by turns: every call is one measurement. */
export type Variants<Name extends string, Reading> = Record<Name, () => Promise<Reading>>;

/** Measures everything `rounds` times. Every second round goes backwards, so that a machine that tires favours nobody. */
export async function inTurns<Name extends string, Reading>(
  { rounds, tell }: RunOptions,
  variants: Variants<Name, Reading>,
  describe: (reading: Reading) => string = JSON.stringify,
): Promise<Record<Name, Reading[]>> {
  const names = Object.keys(variants) as Name[];
  const readings = Object.fromEntries(names.map((name): [Name, Reading[]] => [name, []])) as Record<Name, Reading[]>;
  for (let round = 0; round < rounds; round += 1) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const reading = await variants[name]();
      readings[name].push(reading);
      tell(`round ${round + 1} of ${rounds}, ${name}: ${describe(reading)}`);
    }
  }
  return readings;
}

/** The figure of what was measured by turns with its reference; both lists in the order of the rounds. */
export function against(
  what: string,
  unit: string,
  measured: readonly number[],
  reference: { what: string; measured: readonly number[] },
): Figure {
  const ratios = measured.map((value, round) => value / at(reference.measured, round));
  return {
    what,
    unit,
    value: median(measured),
    reference: { what: reference.what, value: median(reference.measured), ratio: median(ratios) },
  };
}

/** The middle one; of an even number the mean of the two in the middle. Throws when there is none. */
export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

/** Between two values in proportion. Throws when there is none. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const position = ((sorted.length - 1) * percent) / 100;
  const below = at(sorted, Math.floor(position));
  return below + (at(sorted, Math.ceil(position)) - below) * (position - Math.floor(position));
}

function at(values: readonly number[], index: number): number {
  const value = values[index];
  if (value === undefined) throw new RangeError(`no measurement number ${index + 1} among ${values.length}`);
  return value;
}
