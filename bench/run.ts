/**
 * `npm run bench [-- NAME …] [--json FILE] [--rounds N]`: measures, and prints each figure beside its reference. These are no tests:
 * nothing fails because a machine is slow.
 */
import { readdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import type { Benchmark } from './framework/benchmark.ts';
import { asJson, asText, type Result } from './framework/report.ts';

const FEWEST_ROUNDS = 3;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'string' }, rounds: { type: 'string', default: String(FEWEST_ROUNDS) } },
});
const known = (await readdir(import.meta.dirname, { withFileTypes: true }))
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && entry.name !== 'run.ts')
  .map((entry) => entry.name.slice(0, -'.ts'.length))
  .sort();
const unknown = positionals.filter((name) => !known.includes(name));
const rounds = Number(values.rounds);

if (unknown.length > 0 || !Number.isSafeInteger(rounds) || rounds < FEWEST_ROUNDS) {
  console.error(`Usage: npm run bench [-- NAME …] [--json FILE] [--rounds N, at least ${FEWEST_ROUNDS}]`);
  console.error(`Benchmarks: ${known.join(', ')}`);
  process.exit(2);
}

const results: Result[] = [];
for (const name of positionals.length > 0 ? positionals : known) {
  const { benchmark } = (await import(`./${name}.ts`)) as { benchmark: Benchmark };
  console.error(`── ${name}`);
  const figures = await benchmark.run({ rounds, tell: (line) => console.error(`   ${line}`) });
  const result = { name, what: benchmark.what, figures };
  results.push(result);
  console.log(asText(result));
}
if (values.json !== undefined) {
  const machine = {
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
  };
  await writeFile(values.json, asJson(machine, results));
}
