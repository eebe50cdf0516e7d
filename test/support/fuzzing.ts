/** How far a property test goes: `FUZZ_SEED` repeats a run, `FUZZ_RUNS` deepens it. Without, every run tries something new. */
export interface Fuzzing {
  seed: number;
  runs: number;
  /** Ms. */
  timeout: number;
}

export function fuzzing(usual: { runs: number }): Fuzzing {
  const seed = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));
  const runs = Number(process.env.FUZZ_RUNS ?? usual.runs);
  if (!Number.isSafeInteger(seed) || !Number.isSafeInteger(runs))
    throw new Error('FUZZ_SEED and FUZZ_RUNS are whole numbers');
  return { seed, runs, timeout: 60_000 + runs * 1_000 };
}
