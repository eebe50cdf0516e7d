import fc from 'fast-check';

/** How far a property test goes: `FUZZ_SEED` repeats a run, `FUZZ_RUNS` deepens it. Without, every run tries something new. */
export interface Fuzzing {
  seed: number;
  runs: number;
  /** Ms. */
  timeout: number;
}

/** Ms for looking for a smaller counterexample than the one that was found. */
const SHRINKING = 20_000;

export function fuzzing(usual: { runs: number }): Fuzzing {
  const seed = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));
  const runs = Number(process.env.FUZZ_RUNS ?? usual.runs);
  if (!Number.isSafeInteger(seed) || !Number.isSafeInteger(runs))
    throw new Error('FUZZ_SEED and FUZZ_RUNS are whole numbers');
  return { seed, runs, timeout: 120_000 + SHRINKING + runs * 1_000 };
}

/**
 * The same property, which once it has failed is made smaller for a while only: where each try takes its time, all that could be tried would
 * outlast the test, and nothing would be reported. The clock says how small a counterexample becomes, never whether there is one.
 */
export function shrunkInTime<Values>(property: fc.IAsyncProperty<Values>): fc.IAsyncProperty<Values> {
  let until = Number.POSITIVE_INFINITY;
  return {
    isAsync: () => property.isAsync(),
    generate: (random, run) => property.generate(random, run),
    shrink: (value) => property.shrink(value),
    runBeforeEach: () => property.runBeforeEach(),
    runAfterEach: () => property.runAfterEach(),
    async run(values) {
      if (performance.now() > until) return new fc.PreconditionFailure(true);
      const result = await property.run(values);
      if (result !== null && !fc.PreconditionFailure.isFailure(result))
        until = Math.min(until, performance.now() + SHRINKING);
      return result;
    },
  };
}
