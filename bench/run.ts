/**
 * `npm run bench [-- NAME …] [--json FILE] [--rounds N]`: measures, and prints each figure beside its reference. These are no tests:
 * nothing fails because a machine is slow. Exit 2 for wrong flags.
 */
import { readdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import type { Benchmark } from './framework/benchmark.ts';
import { asJson, asText, type Result } from './framework/report.ts';

const FEWEST_ROUNDS = 3;

const known = (await readdir(import.meta.dirname, { withFileTypes: true }))
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && entry.name !== 'run.ts')
  .map((entry) => entry.name.slice(0, -'.ts'.length))
  .sort();
const usage = `Usage: npm run bench [-- NAME …] [--json FILE] [--rounds N, at least ${FEWEST_ROUNDS}]
Benchmarks: ${known.join(', ')}; all of them when none is named. What each measures: docs/performance.md`;

const { values, positionals } = flagsOrExit();
if (values.help === true) {
  console.log(usage);
  process.exit();
}
const unknown = positionals.filter((name) => !known.includes(name));
const rounds = Number(values.rounds);
if (unknown.length > 0) wrong(`No benchmark ${unknown.join(', ')}`);
if (!Number.isSafeInteger(rounds) || rounds < FEWEST_ROUNDS) wrong(`--rounds ${values.rounds}: too few, or no number`);

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

function flagsOrExit() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        json: { type: 'string' },
        rounds: { type: 'string', default: String(FEWEST_ROUNDS) },
      },
    });
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error));
  }
}

function wrong(reason: string): never {
  console.error(`${reason}\n${usage}`);
  process.exit(2);
}
