/** The command-line tool as it is called: its words, its exit codes, and what goes to stdout. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const cli = fileURLToPath(new URL('./cli.ts', import.meta.url));
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'regulars-cli-'));
});
afterAll(() => rm(folder, { recursive: true }));

interface Ran {
  code: number | null;
  out: string;
  err: string;
}
function regulars(command: string, env: Record<string, string> = {}): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const ran: Ran = { code: null, out: '', err: '' };
    const child = spawn(process.execPath, [cli, ...command.split(' ').filter(Boolean)], {
      // Nothing of the environment in which the tests happen to run.
      env: { PATH: process.env.PATH, DATABASE_URL: `sqlite:${folder}/regulars.sqlite`, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.setEncoding('utf8').on('data', (text: string) => (ran.out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (ran.err += text));
    child.on('error', reject);
    child.on('close', (code) => resolve({ ...ran, code }));
  });
}

test('help is what was asked for; no command and an unknown one are wrong usage', async () => {
  const [help, none, unknown, flag] = await Promise.all(
    ['--help', '', 'ledger burn', 'ledger verify --quietly'].map((command) => regulars(command)),
  );
  expect(help).toMatchObject({ code: 0, out: expect.stringContaining('ledger verify'), err: '' });
  expect(none).toMatchObject({ code: 2, out: '', err: expect.stringContaining('Which command?') });
  expect(unknown).toMatchObject({ code: 2, out: '', err: expect.stringContaining('No command ledger burn') });
  expect(flag).toMatchObject({ code: 2, out: '', err: expect.stringContaining('--quietly') });
});

test('an empty database is no riddle', async () => {
  const ran = await regulars('jobs dead', { DATABASE_URL: `sqlite:${folder}/empty.sqlite` });
  expect(ran).toMatchObject({ code: 1, out: '', err: expect.stringContaining('run: regulars migrate') });
});

test('with --json a refusal is one JSON document, too', async () => {
  const [unknown, flag, shop] = await Promise.all(
    ['burn --json', 'ledger verify --json --quietly', 'ledger verify --shop nowhere --json'].map((command) =>
      regulars(command),
    ),
  );
  for (const ran of [unknown, flag, shop]) {
    expect(ran).toMatchObject({ code: 2, err: '' });
    expect(JSON.parse(ran?.out ?? '')).toEqual({ error: expect.any(String) });
  }
});

test('what is still missing says so, whatever follows it', async () => {
  const [analyze, imports] = await Promise.all(
    ['analyze orders.csv --report combos', 'import orders.csv --shop a.myshopify.com --json'].map((command) =>
      regulars(command),
    ),
  );
  expect(analyze).toEqual({ code: 1, out: '', err: 'analyze is not in this version yet.\n' });
  expect(imports).toMatchObject({ code: 1, err: '' });
  expect(JSON.parse(imports?.out ?? '')).toEqual({ error: 'import is not in this version yet.' });
});

test('a new database is migrated once, and an empty ledger agrees with itself', async () => {
  const first = await regulars('migrate --json');
  expect(JSON.parse(first.out).applied).not.toEqual([]);
  const second = await regulars('migrate --json');
  expect(second).toEqual({ code: 0, out: '{"applied":[]}\n', err: '' });
  const [verified, stranger] = await Promise.all([
    regulars('ledger verify --json'),
    regulars('ledger verify --shop nobody.myshopify.com'),
  ]);
  expect(verified).toEqual({ code: 0, out: '{"shops":[]}\n', err: '' });
  expect(stranger).toMatchObject({ code: 1, out: '', err: expect.stringContaining('never met') });
});

test('the configuration is checked as a whole', async () => {
  const ran = await regulars('config check --json', { DATABASE_URL: 'mysql://nowhere' });
  expect(ran.code).toBe(1);
  const { problems } = JSON.parse(ran.out) as { problems: string[] };
  for (const name of ['DATABASE_URL', 'APP_URL', 'SHOPIFY_API_SECRET', 'ENCRYPTION_KEY']) {
    expect(problems.join('\n')).toContain(name);
  }
});
