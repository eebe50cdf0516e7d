/**
 * `npm test`: first what can be checked without running anything, then every test. With arguments (`npm test -- refund`)
 * only the tests, handed on to Vitest. Exit 1 when anything failed; all checks are run even so.
 */
import { spawn } from 'node:child_process';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const REPORT = '.cache/test-report.json';

const checks: [what: string, command: string[]][] = [
  ['format', ['biome', 'format']],
  ['lint, import cycles, import rules', ['oxlint', '--deny-warnings']],
  ['types', ['tsc', '--noEmit']],
  // Preact's JSX, not React's.
  ['types of the UI extension in the admin', ['tsc', '--noEmit', '-p', 'extensions/customer-points']],
  ['types of the UI extension that shoppers see', ['tsc', '--noEmit', '-p', 'extensions/order-status']],
  ['dead code and unused dependencies', ['knip', '--no-progress']],
];

/** The tools keep their caches in the project, not in the user's home. */
const env = { ...process.env, XDG_CACHE_HOME: `${root}.cache`, XDG_DATA_HOME: `${root}.cache` };

const filters = process.argv.slice(2);
const failed: string[] = [];
if (filters.length === 0) {
  for (const [what, command] of checks) if (!(await passes(what, command))) failed.push(what);
}

await mkdir(`${root}.cache`, { recursive: true });
await rm(`${root}${REPORT}`, { force: true });
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${REPORT}`];
if (!(await passes('tests', ['vitest', 'run', ...reporters, ...filters]))) failed.push('tests');
await summary();

if (failed.length > 0) {
  console.log(`Failed: ${failed.join('; ')}`);
  process.exitCode = 1;
}

async function passes(what: string, [program = '', ...args]: string[]): Promise<boolean> {
  console.log(`\n── ${what}: ${program} ${args.filter((arg) => !arg.startsWith('--reporter')).join(' ')}`);
  const started = performance.now();
  const exit = await new Promise<number | null>((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: root,
      env,
      stdio: ['ignore', 'inherit', 'inherit'],
      shell: process.platform === 'win32',
    });
    child.once('error', reject);
    child.once('exit', resolve);
  });
  console.log(`── ${what}: ${exit === 0 ? 'ok' : 'FAILED'} in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return exit === 0;
}

interface Report {
  numPassedTests: number;
  numFailedTests: number;
  testResults: { name: string; assertionResults: { status: string; ancestorTitles: string[]; title: string }[] }[];
}

async function summary(): Promise<void> {
  const report = await readFile(`${root}${REPORT}`, 'utf8').catch(() => null);
  if (report === null) return console.log('\nVitest wrote no report: it did not run to its end.');
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(report) as Report;
  const leftOut = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'skipped')
      .map((test) => ({ ...test, file: relative(root, name) })),
  );
  console.log(`\ntests: ${numPassedTests} passed, ${numFailedTests} failed, ${leftOut.length} left out`);
  // Under a filter everything else is left out, which is no news.
  if (filters.length > 0) return;
  const groups = Map.groupBy(leftOut, ({ file, ancestorTitles, title }) => `${file}: ${ancestorTitles[0] ?? title}`);
  for (const [group, tests] of groups) console.log(`  left out (${tests.length}): ${group}`);
}
